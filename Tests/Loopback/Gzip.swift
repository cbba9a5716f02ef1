/// Creates gzip members (RFC 1952) without a compressor, so that a test site needs no library.
enum Gzip {
  /// Returns the bytes in stored blocks: valid gzip, slightly longer than the input.
  static func stored(_ bytes: [UInt8]) -> [UInt8] {
    var result = header
    var start = 0
    repeat {
      let end = min(start + 0xFFFF, bytes.count)
      let length = UInt16(end - start)
      result.append(end == bytes.count ? 1 : 0)
      append(length, to: &result)
      append(~length, to: &result)
      result += bytes[start..<end]
      start = end
    } while start < bytes.count
    append(crc(of: bytes), to: &result)
    append(UInt32(truncatingIfNeeded: bytes.count), to: &result)
    return result
  }

  /// Returns about `count` zero bytes in one block of fixed codes, with 258 bytes per 13 bits.
  static func bomb(_ count: Int) -> [UInt8] {
    var bits = BitWriter(bytes: header)
    bits.write(0b011, 3)  // last block, fixed codes
    bits.writeCode(0b0011_0000, 8)  // a zero byte
    var total = 1
    while total < count {
      bits.writeCode(0b1100_0101, 8)  // length 258
      bits.writeCode(0, 5)  // distance 1
      total += 258
    }
    bits.writeCode(0, 7)  // end of block
    var result = bits.finished()
    var remainder: UInt32 = 0xFFFF_FFFF
    for _ in 0..<total { remainder = table[Int(remainder & 0xFF)] ^ (remainder >> 8) }
    append(~remainder, to: &result)
    append(UInt32(truncatingIfNeeded: total), to: &result)
    return result
  }

  private static let header: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]

  private static func append(_ value: some FixedWidthInteger & Sendable, to bytes: inout [UInt8]) {
    for shift in stride(from: 0, to: value.bitWidth, by: 8) {
      bytes.append(UInt8(truncatingIfNeeded: value >> shift))
    }
  }

  private static func crc(of bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(0xFFFF_FFFF) { table[Int(($0 ^ UInt32($1)) & 0xFF)] ^ ($0 >> 8) }
  }

  private static let table: [UInt32] = (0..<256).map { start in
    (0..<8).reduce(UInt32(start)) { value, _ in
      value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1
    }
  }
}

/// Writes bits into bytes, the lowest bit of a byte first (RFC 1951, 3.1.1).
private struct BitWriter {
  var bytes: [UInt8]
  private var pending: UInt32 = 0
  private var width = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  mutating func write(_ value: UInt32, _ count: Int) {
    pending |= value << UInt32(width)
    width += count
    while width >= 8 {
      bytes.append(UInt8(truncatingIfNeeded: pending))
      pending >>= 8
      width -= 8
    }
  }

  /// Writes a Huffman code, the highest bit first.
  mutating func writeCode(_ code: UInt32, _ count: Int) {
    for bit in (0..<count).reversed() { write((code >> UInt32(bit)) & 1, 1) }
  }

  func finished() -> [UInt8] {
    width == 0 ? bytes : bytes + [UInt8(truncatingIfNeeded: pending)]
  }
}
