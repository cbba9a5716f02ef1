/// The single-byte encoding that the web assumes for text without a declaration.
enum Windows1252 {
  /// The characters of the bytes 0x80 to 0x9F; all others equal those of Unicode.
  static let scalars: [UInt16] = [
    0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039,
    0x0152, 0x008D, 0x017D, 0x008F, 0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178,
  ]

  /// Converts the text to UTF-8, with U+FFFD for NUL.
  static func decode(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count + bytes.count / 8)
    for byte in bytes {
      switch byte {
      case 0: output.append(contentsOf: UTF8Text.replacement)
      case 1..<0x80: output.append(byte)
      default:
        let scalar = byte < 0xA0 ? UInt32(scalars[Int(byte - 0x80)]) : UInt32(byte)
        if scalar >= 0x800 { output.append(0xE0 | UInt8(scalar >> 12)) }
        output.append(
          scalar >= 0x800 ? 0x80 | UInt8(scalar >> 6 & 0x3F) : 0xC0 | UInt8(scalar >> 6))
        output.append(0x80 | UInt8(scalar & 0x3F))
      }
    }
    return output
  }
}
