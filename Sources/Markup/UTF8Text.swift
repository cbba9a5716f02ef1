/// UTF-8 that libxml2 can read: valid and without NUL.
enum UTF8Text {
  /// U+FFFD.
  static let replacement: [UInt8] = [0xEF, 0xBF, 0xBD]

  /// Whether the bytes can be used unchanged.
  static func isClean(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    cleanLength(bytes, from: 0, allowsNUL: false) == bytes.count
  }

  /// Whether the bytes are UTF-8; NUL is allowed.
  static func isValid(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    cleanLength(bytes, from: 0, allowsNUL: true) == bytes.count
  }

  /// Returns the bytes with U+FFFD for NUL and for each maximal part of an ill-formed sequence, as
  /// the Encoding standard's UTF-8 decoder does (§8.1.1).
  static func repair(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count + bytes.count / 16)
    var at = 0
    while at < bytes.count {
      let end = cleanLength(bytes, from: at, allowsNUL: false)
      output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[at..<end]))
      guard end < bytes.count else { break }
      output.append(contentsOf: replacement)
      at = end + max(1, wellFormedPart(bytes, at: end))
    }
    return output
  }

  /// Returns the end of the clean part that begins at `start`.
  private static func cleanLength(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, allowsNUL: Bool
  ) -> Int {
    var at = start
    let count = bytes.count
    guard let base = bytes.baseAddress else { return count }
    let ones: UInt64 = 0x0101_0101_0101_0101
    let highs: UInt64 = 0x8080_8080_8080_8080
    while at < count {
      // A NUL borrows from its own high bit; which byte it was is determined below.
      while at + 32 <= count {
        let words = UnsafeRawPointer(base + at).loadUnaligned(as: SIMD4<UInt64>.self)
        let signs = allowsNUL ? words : words | (words &- SIMD4(repeating: ones))
        if (signs[0] | signs[1] | signs[2] | signs[3]) & highs != 0 { break }
        at += 32
      }
      while at + 8 <= count {
        let word = UnsafeRawPointer(base + at).loadUnaligned(as: UInt64.self)
        // A NUL borrows from its own high bit.
        if word & highs != 0 || (!allowsNUL && (word &- ones) & ~word & highs != 0) { break }
        at += 8
      }
      guard at < count else { break }
      let byte = bytes[at]
      if byte < 0x80 {
        if byte == 0, !allowsNUL { return at }
        at += 1
        continue
      }
      // The common sequences, in which any continuation bytes are well formed.
      if byte >= 0xC2, byte < 0xE0, at + 1 < count, bytes[at + 1] & 0xC0 == 0x80 {
        at += 2
        continue
      }
      if byte > 0xE0, byte < 0xF0, byte != 0xED, at + 2 < count, bytes[at + 1] & 0xC0 == 0x80,
        bytes[at + 2] & 0xC0 == 0x80
      {
        at += 3
        continue
      }
      let length = sequenceLength(byte)
      guard length > 0, wellFormedPart(bytes, at: at) == length else { return at }
      at += length
    }
    return count
  }

  private static func sequenceLength(_ lead: UInt8) -> Int {
    switch lead {
    case 0xC2...0xDF: 2
    case 0xE0...0xEF: 3
    case 0xF0...0xF4: 4
    default: 0
    }
  }

  /// Returns how many bytes of the sequence at `at` belong together (Unicode §3.9, table 3-7); 0 if
  /// the first byte does not begin a multi-byte sequence.
  private static func wellFormedPart(_ bytes: UnsafeBufferPointer<UInt8>, at: Int) -> Int {
    let lead = bytes[at]
    let length = sequenceLength(lead)
    guard length > 0 else { return 0 }
    var part = 1
    while part < length, at + part < bytes.count {
      let byte = bytes[at + part]
      var lowest: UInt8 = 0x80
      var highest: UInt8 = 0xBF
      if part == 1 {
        switch lead {
        case 0xE0: lowest = 0xA0
        case 0xED: highest = 0x9F
        case 0xF0: lowest = 0x90
        case 0xF4: highest = 0x8F
        default: break
        }
      }
      guard byte >= lowest, byte <= highest else { break }
      part += 1
    }
    return part
  }
}
