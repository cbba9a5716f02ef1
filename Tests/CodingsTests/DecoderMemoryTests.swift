import Codings
import TestSupport
import Testing

/// What a decoder uses, and is allowed to use.
struct DecoderMemoryTests {
  /// Decodes a content in parts of 16 kB; returns what the decoder asked for, and how it ended.
  private func decode(
    _ content: [UInt8], _ codings: [ContentCoding], withAtMost limit: Int = .max
  ) throws -> (asked: Int, decoded: Int, decoder: ContentDecoder, error: DecodingError.Code?) {
    var (asked, decoded) = (0, 0)
    let decoder = try ContentDecoder(codings, limit: 50_000_000) { more in
      asked += more
      return asked <= limit
    }
    do throws(DecodingError) {
      for start in stride(from: 0, to: content.count, by: 16_384) {
        let part = content.span.extracting(start..<min(start + 16_384, content.count))
        try decoder.write(part) { bytes in
          decoded += bytes.count
          return true
        }
      }
    } catch {
      return (asked, decoded, decoder, error.code)
    }
    return (asked, decoded, decoder, nil)
  }

  @Test(arguments: Coded.all) func `the decoder of a small content uses little`(coded: Coded) throws
  {
    let result = try decode(coded.bytes(), coded.codings)
    #expect(result.asked > 30_000 && result.asked < 300_000 * coded.codings.count)
    #expect(result.decoder.memory == result.asked)
  }

  @Test func `the window of zstd is used as far as it is filled`() throws {
    let half = try decode(LargeWindow.zstd([1], thenBlocks: 32), [.zstd])
    #expect(half.error == nil && half.decoded == 32 * 131_072 + 1)
    #expect(half.asked > 4_000_000 && half.asked < 5_000_000)
    let thrice = try decode(LargeWindow.zstd([1], thenBlocks: 96), [.zstd])
    #expect(thrice.error == nil && thrice.decoded == 96 * 131_072 + 1)
    #expect(thrice.asked > 8_000_000 && thrice.asked < 9_000_000)
  }

  @Test func `the window of Brotli is used as far as it is allocated`() throws {
    let content = [UInt8](repeating: 1, count: 5_000_000)
    let result = try decode(LargeWindow.brotli(content), [.brotli])
    #expect(result.error == nil && result.decoded == content.count)
    #expect(result.asked > 8_000_000 && result.asked < 9_000_000)
  }

  @Test func `both windows of a content that is coded twice are used`() throws {
    let zstd = LargeWindow.zstd([UInt8](repeating: 1, count: 100_000), thenBlocks: 64)
    let filler = [UInt8](repeating: 0, count: 2_000_000)
    let result = try decode(LargeWindow.brotli(zstd + filler), [.zstd, .brotli])
    #expect(result.asked > 10_000_000)
  }

  @Test func `a decoder that may not use more ends`() throws {
    for (content, coding) in [
      (LargeWindow.zstd([1], thenBlocks: 64), ContentCoding.zstd),
      (LargeWindow.brotli([UInt8](repeating: 1, count: 8_000_000)), .brotli),
    ] {
      let result = try decode(content, [coding], withAtMost: 3_000_000)
      #expect(result.error == .outOfMemory)
      #expect(result.decoded < 3_000_000)
    }
  }
}
