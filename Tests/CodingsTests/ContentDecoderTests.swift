import Codings
import TestSupport
import Testing

/// Contents in all codings, whole and cut and with other bytes, in parts of any size.
struct ContentDecoderTests {
  @Test(arguments: Coded.all, [1, 2, 7, 1000, .max])
  func `a content is decoded in whatever parts it arrives`(coded: Coded, size: Int) throws {
    let decoded = try Decoded(coded.bytes(), coded.codings, inPartsOf: size)
    #expect(try decoded.bytes == Coded.text())
    #expect(decoded.error == nil)
    #expect(decoded.decoder.isWhole && decoded.decoder.isAtItsEnd)
  }

  @Test(arguments: Coded.all)
  func `at every cut a content is not whole, unless only a further member is missing`(
    coded: Coded
  ) throws {
    let bytes = try coded.bytes()
    let text = try Coded.text()
    for cut in 1..<bytes.count {
      let decoded = try Decoded(Array(bytes[..<cut]), coded.codings)
      if decoded.decoder.isWhole {
        #expect(coded.file.contains("-in-"), "\(coded.testDescription) cut at \(cut)")
      }
      #expect(decoded.error == nil, "\(cut)")
      #expect(text.starts(with: decoded.bytes))
    }
  }

  @Test(arguments: Coded.all, ["\0\0\0\0", "x", "junk behind the end", "\u{1F}", "<!-- 7 -->"])
  func `bytes behind the end are ignored`(coded: Coded, junk: String) throws {
    for size in [1, .max] {
      let decoded = try Decoded(
        coded.bytes() + Array(junk.utf8), coded.codings, inPartsOf: size)
      #expect(try decoded.bytes == Coded.text())
      #expect(decoded.error == nil && decoded.decoder.isWhole && decoded.decoder.isAtItsEnd)
    }
  }

  @Test(arguments: ContentCoding.allCases, ["a page", "a picture", "numbers", "one byte"])
  func `a content that is not coded is taken as it is`(coding: ContentCoding, name: String) throws {
    let content: [UInt8] =
      switch name {
      case "a page": try Coded.text()
      case "a picture": Picture.png("x", padding: 70_000)
      case "numbers": Array("User-agent: *\nDisallow: /a\n".utf8)
      default: Array("x".utf8)
      }
    let decoded = try Decoded(content, [coding])
    // One byte may still be the beginning of anything.
    guard decoded.decoder.isPlain || content.count > 1 else { return }
    #expect(decoded.bytes == content)
    #expect(decoded.error == nil && decoded.decoder.isPlain && decoded.decoder.isWhole)
    #expect(!decoded.decoder.isAtItsEnd)
  }

  @Test(arguments: ContentCoding.allCases)
  func `an empty content is whole and has no end of its own`(coding: ContentCoding) throws {
    let decoded = try Decoded([], [coding])
    #expect(decoded.decoder.isWhole && !decoded.decoder.isAtItsEnd)
  }

  @Test(arguments: ["text.gz", "text.zlib"])
  func `a wrong checksum does not matter, as in browsers`(file: String) throws {
    let coded = Coded(file, .gzip)
    var bytes = try coded.bytes()
    bytes[bytes.count - (file == "text.gz" ? 6 : 2)] ^= 0x55
    let decoded = try Decoded(bytes, coded.codings)
    #expect(try decoded.bytes == Coded.text())
    #expect(decoded.decoder.isAtItsEnd)
  }

  @Test func `damage after the first bytes is told`() throws {
    // A block of a type that does not exist, behind 40,000 bytes that were handed on.
    let stored = [UInt8](repeating: 65, count: 40_000)
    let head: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]
    let block: [UInt8] = [0, 0x40, 0x9C, 0xBF, 0x63] + stored
    let decoded = try Decoded(head + block + [7, 7, 7, 7], [.gzip])
    #expect(decoded.error == .damaged)
  }

  @Test(arguments: Coded.all)
  func `whether a content is damaged or not coded does not depend on the parts`(
    coded: Coded
  ) throws {
    let bytes = try coded.bytes()
    for place in stride(from: 0, to: bytes.count, by: 3) {
      for change: UInt8 in [0x01, 0x40, 0xFF] {
        var damaged = bytes
        damaged[place] ^= change
        let whole = try Decoded(damaged, coded.codings)
        for size in [1, 50] {
          let parts = try Decoded(damaged, coded.codings, inPartsOf: size)
          #expect(parts.error == whole.error, "\(change) at \(place), in parts of \(size)")
          #expect(parts.decoder.isPlain == whole.decoder.isPlain)
          // What came before the damage may be given out later or not at all.
          #expect(parts.bytes.starts(with: whole.bytes) || whole.error == nil)
          if whole.error == nil { #expect(parts.bytes == whole.bytes) }
        }
      }
    }
  }

  @Test(arguments: Coded.all)
  func `the limit holds for each layer`(coded: Coded) throws {
    let decoded = try Decoded(coded.bytes(), coded.codings, limit: 100)
    #expect(decoded.error == .tooLarge)
    #expect(decoded.bytes.count <= 100)
  }

  @Test func `more codings than five are refused`() throws {
    #expect(throws: DecodingError.self) {
      try ContentDecoder([ContentCoding](repeating: .gzip, count: 6), limit: 1)
    }
    #expect(throws: Never.self) {
      try ContentDecoder([ContentCoding](repeating: .gzip, count: 5), limit: 1)
    }
  }

  @Test func `a receiver ends it`() throws {
    let decoder = try ContentDecoder([.gzip], limit: 1_000_000)
    let bytes = try Coded("text.gz", .gzip).bytes()
    #expect(throws: DecodingError.self) { try decoder.write(bytes.span) { _ in false } }
  }

  @Test func `random bytes never do harm`() throws {
    var generator = Generator(seed: 7)
    for _ in 0..<3000 {
      let codings = (0..<Int.random(in: 1...3, using: &generator)).map { _ in
        ContentCoding.allCases.randomElement(using: &generator) ?? .gzip
      }
      var bytes =
        Bool.random(using: &generator)
        ? try Coded.all.randomElement(using: &generator)?.bytes() ?? []
        : (0..<200).map { _ in UInt8.random(in: 0...255, using: &generator) }
      for _ in 0..<Int.random(in: 0...6, using: &generator) {
        bytes[Int.random(in: bytes.indices, using: &generator)] =
          UInt8.random(in: 0...255, using: &generator)
      }
      let decoded = try Decoded(
        bytes, codings, inPartsOf: Int.random(in: 1...500, using: &generator), limit: 200_000)
      #expect(decoded.bytes.count <= 200_000)
    }
  }
}
