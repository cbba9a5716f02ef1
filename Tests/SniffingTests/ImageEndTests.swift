import CrawlModel
import Foundation
import Sniffing
import TestSupport
import Testing

/// The ends that formats mark, at every cut.
struct ImageEndTests {
  private func isTruncated(_ facts: ImageFacts, _ bytes: [UInt8]) -> Bool? {
    ImageSniffer.complete(facts, of: bytes.span).isTruncated
  }

  private func isWhole(_ bytes: [UInt8], _ format: ImageFormat) -> Bool {
    ImageSniffer.isWhole(bytes.span, format)
  }

  /// Real files of the fixtures by format.
  static func samples() -> [(ImageFormat, [UInt8])] {
    let folder = Fixture.site("formats").appending(path: "public")
    guard
      let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    else { return [] }
    return files.compactMap { $0 as? URL }.compactMap { file in
      guard !file.hasDirectoryPath, let data = try? Data(contentsOf: file) else { return nil }
      let bytes = [UInt8](data)
      guard bytes.count < 30_000, let facts = ImageSniffer.sniff(bytes.span) else { return nil }
      return (facts.format, bytes)
    }
  }

  @Test func `a cut image is not whole, and a whole one is`() {
    var seen: Set<ImageFormat> = []
    let made: [(ImageFormat, [UInt8])] = [
      (.png, Picture.png("a")), (.gif, Picture.gif("a")),
      (.svg, Array("<svg><svg></svg><g></g></svg>".utf8)),
    ]
    for (format, bytes) in Self.samples() + made {
      guard isWhole(bytes, format) else { continue }
      seen.insert(format)
      #expect(isWhole(bytes + [0, 0, 0x0A], format), "\(format) with padding behind it")
      #expect(!isWhole(bytes + [0, 7, 0x0A], format), "\(format) with a file behind it")
      // Up to the first byte that an end marker may lack, such as padding behind it.
      var last = bytes.count
      while last > 0, isWhole(Array(bytes[..<last]), format) { last -= 1 }
      #expect(last > bytes.count / 2, "\(format)")
      for cut in 0..<last {
        #expect(!isWhole(Array(bytes[..<cut]), format), "\(format) at \(cut)")
      }
    }
    #expect(seen.isSuperset(of: [.png, .gif]), "\(seen)")
  }

  @Test func `the end of a thumbnail is not the end of a JPEG`() {
    let thumbnail: [UInt8] = [0xFF, 0xD8, 0xFF, 0xD9]
    let segment: [UInt8] = [0xFF, 0xE1, 0, UInt8(2 + thumbnail.count)] + thumbnail
    let scan: [UInt8] = [0xFF, 0xDA, 0, 2, 1, 2, 0xFF, 0, 3, 0xFF, 0xD0, 4]
    let image = [0xFF, 0xD8] + segment + scan + [0xFF, 0xD9]
    for cut in 0...image.count {
      #expect(isWhole(Array(image[..<cut]), .jpeg) == (cut == image.count))
    }
  }

  /// Images of each format that marks its end, as a program writes them.
  static let whole: [(ImageFormat, [UInt8])] = HandmadeImages.all.compactMap { image in
    guard let facts = ImageSniffer.sniff(image.bytes.span),
      ImageSniffer.complete(facts, of: image.bytes.span).isTruncated == false
    else { return nil }
    return (facts.format, image.bytes)
  }

  @Test func `a complete file that is cut is truncated`() {
    var seen: Set<ImageFormat> = []
    let pictures: [(ImageFormat, [UInt8])] = [
      (.png, Picture.png("a", padding: 100)), (.gif, Picture.gif("a")),
      (.avif, HandmadeImages.avif() + HandmadeImages.box("mdat", [1, 2, 3, 4, 5, 6])),
    ]
    for (format, bytes) in Self.whole + Self.samples() + pictures {
      guard let facts = ImageSniffer.sniff(bytes.span),
        ImageSniffer.complete(facts, of: bytes.span).isTruncated == false
      else { continue }
      seen.insert(format)
      // The last byte may be padding.
      let cut = Array(bytes[..<(bytes.count - 2)])
      guard let facts = ImageSniffer.sniff(cut.span) else { continue }
      #expect(isTruncated(facts, cut) == true, "\(format)")
    }
    #expect(seen.isSuperset(of: [.png, .gif, .webp, .avif]), "\(seen)")
  }

  @Test(arguments: [
    // Behind a scan, with and without bytes after the end.
    ([0xFF, 0xDA, 0, 2, 1, 2, 0xFF, 0xD9], false),
    ([0xFF, 0xDA, 0, 2, 1, 2, 0xFF, 0xD9, 0, 0, 0], false),
    ([0xFF, 0xDA, 0, 2, 1, 2, 0xFF, 0, 3], true),
    // The end of a thumbnail is the last thing that arrived.
    ([0xFF, 0xE1, 0, 9, 0xFF, 0xD8, 0xFF, 0xD9], true),
  ])
  func `a JPEG is truncated if its end is missing`(rest: [UInt8], isTruncated: Bool) {
    let bytes: [UInt8] = [0xFF, 0xD8, 0xFF, 0xC0, 0, 8, 8, 0, 1, 0, 1, 1] + rest
    let facts = ImageFacts(format: .jpeg, width: 1, height: 1)
    #expect(self.isTruncated(facts, bytes) == isTruncated)
  }

  @Test func `bytes behind the boxes of an image are not part of it`() throws {
    let image = HandmadeImages.avif() + HandmadeImages.box("mdat", [1, 2, 3])
    let facts = try #require(sniff(image))
    func isTruncated(_ bytes: [UInt8]) -> Bool? { self.isTruncated(facts, bytes) }
    #expect(isTruncated(image + [0, 0]) == false)
    #expect(isTruncated(image + [UInt8](repeating: 0, count: 40)) == false)
    #expect(isTruncated(image + [0, 0, 0, 9] + Array("free".utf8)) == true)
    // A box without a size reaches to the end of the file.
    #expect(isTruncated(image + [0, 0, 0, 0] + Array("mdat".utf8) + [1]) == false)
  }

  @Test func `what comes late is known of a complete file`() {
    // A second frame and metadata that the first bytes do not have.
    let animation = HandmadeImages.gif(frames: 2)
    let exif = HandmadeImages.exif(orientation: 6)
    let drawn =
      HandmadeImages.webp("VP8X", [8, 0, 0, 0, 1, 0, 0, 1, 0, 0]) + Array("EXIF".utf8)
      + HandmadeImages.little(exif.count, 4) + exif
    for bytes in [animation, drawn] {
      var first: ImageFacts?
      for count in 1...bytes.count where first == nil {
        if case .image(let facts) = examine(bytes, first: count, isComplete: false) {
          first = facts
        }
      }
      guard let first else {
        Issue.record("no facts")
        continue
      }
      #expect(!first.isAnimated && first.orientation == nil)
      let whole = ImageSniffer.complete(first, of: bytes.span)
      #expect(whole.isAnimated || whole.orientation == 6)
    }
  }

  @Test func `the end of a format that marks none is unknown`() throws {
    for bytes in [HandmadeImages.ico(), HandmadeImages.tiff(), Array("<svg></svg>".utf8)] {
      let facts = try #require(sniff(bytes))
      #expect(isTruncated(facts, bytes) == nil)
    }
  }

  @Test(
    .needsVectors,
    arguments: ImageVector.images.filter {
      // The one that is broken on purpose has no end.
      $0.pillow?.w != nil && $0.path != "wpt-images/images/broken.png"
    })
  func `a whole image of another project is not truncated`(vector: ImageVector) throws {
    let bytes = try vector.bytes()
    let facts = try #require(sniff(bytes))
    #expect(isTruncated(facts, bytes) != true)
  }

  @Test(arguments: ImageFormat.allCases)
  func `random bytes have no crash and little time`(format: ImageFormat) {
    var generator = Generator(seed: 3)
    for _ in 0..<500 {
      let bytes = (0..<Int.random(in: 0...300, using: &generator)).map { _ in
        [0, 0x21, 0x2C, 0xFF, 0xD8, UInt8.random(in: 0...255, using: &generator)]
          .randomElement(using: &generator) ?? 0
      }
      _ = isWhole(bytes, format)
      _ = ImageSniffer.complete(ImageFacts(format: format), of: bytes.span)
    }
  }
}
