import CrawlModel
import Sniffing
import TestSupport
import Testing

/// A generator with the same numbers in every run (SplitMix64).
private struct Repeatable: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }
}

/// The tests show that sniffing ends; each also checks what applies to any input.
struct HostileInputTests {
  private func check(_ bytes: [UInt8]) {
    let whole = examine(bytes)
    #expect(whole != .needsMore)
    if case .image(let facts) = whole {
      #expect((0...ImageSniffer.longestSide).contains(facts.width ?? 0))
      #expect((0...ImageSniffer.longestSide).contains(facts.height ?? 0))
      #expect((1...8).contains(facts.orientation ?? 1))
    }
    // What is certain of a prefix is certain of the whole file.
    switch examine(bytes, isComplete: false) {
    case .image(let facts): #expect(whole == .image(facts))
    case .notAnImage: #expect(whole == .notAnImage)
    case .damaged(let format): #expect(whole == .damaged(format))
    case .needsMore: break
    }
    _ = MediaTypeSniffer.sniff(bytes.span, declared: nil)
  }

  /// Records hold no such number, and a decoder would refuse it.
  @Test func `a BigTIFF with sides of more than thirty-one bits is damaged`() {
    func entry(_ tag: UInt8, _ value: UInt64) -> [UInt8] {
      [tag, 1, 16, 0, 1, 0, 0, 0, 0, 0, 0, 0]
        + (0..<8).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
    func file(_ width: UInt64, _ height: UInt64) -> [UInt8] {
      let start: [UInt8] = [0x49, 0x49, 0x2B, 0, 8, 0, 0, 0, 16, 0, 0, 0, 0, 0, 0, 0]
      return start + [2, 0, 0, 0, 0, 0, 0, 0] + entry(0, width) + entry(1, height)
        + [UInt8](repeating: 0, count: 8)
    }
    let largest = UInt64(ImageSniffer.longestSide)
    #expect(
      examine(file(largest, 1)) == .image(ImageFacts(format: .tiff, width: Int(largest), height: 1))
    )
    for (width, height) in [(largest + 1, 1), (1, largest + 1), (1 << 61 - 1, 1 << 60)] {
      #expect(examine(file(width, height)) == .damaged(.tiff))
    }
  }

  /// Checks an image that is truncated and has changed bytes, most of them in the header.
  private func torment(_ image: [UInt8], seed: UInt64, rounds: Int) {
    var random = Repeatable(state: seed)
    let image = Array(image.prefix(8192))
    for round in 0..<rounds {
      var bytes = image
      for _ in 0..<Int.random(in: 1...4, using: &random) where round % 4 != 0 {
        let reach = Bool.random(using: &random) ? min(bytes.count, 64) : bytes.count
        let extremes: [UInt8] = [0, 1, 0x7F, 0x80, 0xFF, .random(in: 0...255, using: &random)]
        bytes[.random(in: 0..<reach, using: &random)] = extremes.randomElement(using: &random) ?? 0
      }
      if round % 3 == 0 { bytes.removeLast(.random(in: 0...bytes.count, using: &random)) }
      check(bytes)
    }
  }

  @Test(.needsVectors, arguments: ImageVector.all)
  func `damage to a real image does not crash the sniffer`(vector: ImageVector) throws {
    torment(try vector.bytes(), seed: UInt64(vector.path.utf8.count), rounds: 60)
  }

  @Test(arguments: HandmadeImages.all.indices)
  func `damage to a small image does not crash the sniffer`(index: Int) {
    torment(HandmadeImages.all[index].bytes, seed: UInt64(index), rounds: 2000)
  }

  @Test func `random bytes do not crash the sniffer`() {
    var random = Repeatable(state: 1)
    for _ in 0..<5000 {
      check(
        (0..<Int.random(in: 0..<64, using: &random)).map { _ in .random(in: 0...255, using: &random)
        })
    }
  }

  @Test func `sizes beyond the file end at the last byte`() {
    let ftyp = HandmadeImages.box("ftyp", Array("avif".utf8) + [0, 0, 0, 0])
    let large = [0, 0, 0, 1] + Array("free".utf8) + [UInt8](repeating: 0xFF, count: 8)
    #expect(examine(ftyp + large) == .damaged(.avif))
    let nested = (0..<500).reduce([]) { inner, _ in
      HandmadeImages.box("meta", [0, 0, 0, 0] + inner)
    }
    #expect(examine(ftyp + nested) == .damaged(.avif))
    let empty = [UInt8](repeating: 0, count: 64)
    #expect(examine(ftyp + empty) == .damaged(.avif))
    let big: [UInt8] = Array("II".utf8) + [43, 0, 8, 0, 0, 0] + [UInt8](repeating: 0xFF, count: 64)
    #expect(examine(big) == .damaged(.tiff))
    #expect(examine(big, isComplete: false) == .needsMore)
  }

  @Test func `a directory that points at itself is read once`() {
    let bytes: [UInt8] = Array("II".utf8) + [42, 0, 0, 0, 0, 0] + [UInt8](repeating: 0, count: 32)
    #expect(examine(bytes) == .damaged(.tiff))
  }
}
