import CrawlModel
import Foundation
import Sniffing
import TestSupport
import Testing

/// The ends that formats mark, at every cut.
struct ImageEndTests {
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
      let more = bytes + [0, 0, 0]
      #expect(isWhole(more, format), "\(format) with bytes behind it")
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

  @Test(arguments: ImageFormat.allCases)
  func `random bytes have no crash and little time`(format: ImageFormat) {
    var generator = Generator(seed: 3)
    for _ in 0..<500 {
      let bytes = (0..<Int.random(in: 0...300, using: &generator)).map { _ in
        [0, 0x21, 0x2C, 0xFF, 0xD8, UInt8.random(in: 0...255, using: &generator)]
          .randomElement(using: &generator) ?? 0
      }
      _ = isWhole(bytes, format)
    }
  }
}
