import Bytes
import TestSupport
import Testing

@testable import Codings

/// Gzip members that are written one by one.
struct GzipWriterTests {
  private static let texts: [[UInt8]] = [
    [], [0x61], Array("some text".utf8), [UInt8](repeating: 0x2A, count: 65_535),
    // Below and above the size up to which a member is compressed at its end.
    (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 7 ^ $0 >> 5) },
    (0..<1_300_000).map { UInt8(truncatingIfNeeded: $0 &* 7 ^ $0 >> 5) },
  ]

  @Test(arguments: [0, 1, 6]) func `a member has the bytes that were written`(level: Int) throws {
    let writer = GzipWriter(level: level)
    for text in Self.texts {
      for pieces in [1, 1000, 1 << 20] where pieces > 1 || text.count < 100 {
        var packed: [UInt8] = []
        var start = 0
        while start < text.count {
          let end = min(text.count, start + pieces)
          writer.write(text.span.extracting(start..<end), into: &packed)
          // An empty piece changes nothing.
          writer.write([UInt8]().span, into: &packed)
          start = end
        }
        writer.endMember(into: &packed)
        var unpacked: [UInt8] = []
        try Gunzip.unpack(packed.span, limit: 1 << 21, into: &unpacked)
        #expect(unpacked == text)
        let blocks = text.count / pieces + text.count / 0xFFFF + 2
        if level == 0 { #expect(packed.count <= text.count + 23 + 5 * blocks) }
      }
    }
  }

  @Test(arguments: [0, 1], [100, 2_000_000])
  func `a member that was dropped is not in the next one`(level: Int, size: Int) throws {
    let writer = GzipWriter(level: level)
    var dropped: [UInt8] = []
    writer.write([UInt8](repeating: 7, count: size).span, into: &dropped)
    writer.discardMember()
    var packed: [UInt8] = []
    writer.write(Array("kept".utf8).span, into: &packed)
    writer.endMember(into: &packed)
    var unpacked: [UInt8] = []
    try Gunzip.unpack(packed.span, limit: 100, into: &unpacked)
    #expect(unpacked == Array("kept".utf8))
  }
}
