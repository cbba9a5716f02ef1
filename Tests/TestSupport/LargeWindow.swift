/// Coded contents whose decoders need a large window.
public enum LargeWindow {
  /// Returns a content in Zstandard (RFC 8878) with a window of 8 MiB: some bytes as they are, and
  /// behind them repeated ones in blocks of 128 KiB, four bytes each.
  public static func zstd(_ beginning: [UInt8], thenBlocks blocks: Int) -> [UInt8] {
    let magic: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD]
    // No size of the content; 2^(10 + 13) bytes.
    var coded = magic + [0, 13 << 3] + blockHead(beginning.count, type: 0) + beginning
    for _ in 0..<blocks { coded += blockHead(128 * 1024, type: 1) + [0x2A] }
    return coded + [1, 0, 0]
  }

  private static func blockHead(_ size: Int, type: Int) -> [UInt8] {
    let bits = size << 3 | type << 1
    return [UInt8(bits & 0xFF), UInt8(bits >> 8 & 0xFF), UInt8(bits >> 16)]
  }

  /// Returns a content in Brotli (RFC 7932) with a window of 16 MiB, as one block that is not
  /// compressed.
  ///
  /// - Parameter content: more than 1 MiB, at most 16 MiB.
  /// - Returns: the coded content.
  public static func brotli(_ content: [UInt8]) -> [UInt8] {
    // WBITS 24, not the last block, six nibbles of size, not compressed (§9.1, §9.2).
    let head = 0xF | 2 << 5 | (content.count - 1) << 7 | 1 << 31
    return [0, 8, 16, 24].map { UInt8(truncatingIfNeeded: head >> $0) } + content + [3]
  }
}
