import CrawlModel
import Sniffing
import Testing

/// Files with more blocks than any program writes: each block is passed by, and none of them hides
/// what comes behind.
struct ManyBlocksTests {
  private typealias Make = HandmadeImages

  private static let count = 20_000
  private static let exif = Make.exif(orientation: 6)
  private static let boxes = Array(repeating: Make.box("free", []), count: count).flatMap { $0 }

  private static let files: [(name: String, bytes: [UInt8])] = [
    (
      "JPEG with segments",
      Make.jpeg(
        before: Array(repeating: [0xFF, 0xE2, 0, 2], count: count).flatMap { $0 }
          + Make.app1(exif))
    ),
    (
      "PNG with chunks",
      Make.png(
        extra: Array(repeating: Make.chunk("tEXt", []), count: count).flatMap { $0 }
          + Make.chunk("eXIf", exif))
    ),
    (
      "WebP with chunks",
      Make.webp("VP8X", [0x08, 0, 0, 0, 0x2B, 1, 0, 199, 0, 0])
        + Array(repeating: Array("NONE".utf8) + [0, 0, 0, 0], count: count).flatMap { $0 }
        + Array("EXIF".utf8) + Make.little(exif.count, 4) + exif
    ),
    ("AVIF with boxes", Make.avif(before: boxes, Make.box("irot", [3]))),
    ("AVIF with boxes in its description", Make.avif(inside: boxes, Make.box("irot", [3]))),
  ]

  @Test(arguments: files.indices)
  func `the size and the orientation are found behind twenty thousand blocks`(index: Int) {
    let (name, bytes) = Self.files[index]
    let facts = sniff(bytes)
    #expect(facts?.width == 300 && facts?.height == 200, "\(name)")
    #expect(facts?.orientation == 6, "\(name)")
  }

  @Test func `a JPEG XL is found behind twenty thousand boxes`() {
    let start: [UInt8] = [0, 0, 0, 12] + Array("JXL ".utf8) + [0x0D, 0x0A, 0x87, 0x0A]
    let stream = Make.box("jxlc", [0xFF, 0x0A] + Make.bits([(1, 1), (24, 5), (1, 3), (1, 1)]))
    let direct = sniff(start + stream)
    #expect(direct?.height == 200)
    #expect(sniff(start + Self.boxes + stream) == direct)
  }
}
