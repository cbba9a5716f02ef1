import Bytes

extension MarkupName {
  /// Creates a name of at most 24 bytes as the tokenizer does, eight bytes at a time: ASCII letters
  /// in lower case.
  ///
  /// - Parameters:
  ///   - text: the text that contains the name.
  ///   - start: its start.
  ///   - end: its end.
  @inline(__always)
  init(lowering text: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int) {
    self.init(
      Self.lowWord(text, start, end), end - start > 8 ? Self.lowWord(text, start + 8, end) : 0,
      end - start > 16 ? Self.lowWord(text, start + 16, end) : 0)
  }

  /// Reads a name of at most seven lower-case letters followed by "=", the most common form of an
  /// attribute; returns `nil` for any other.
  ///
  /// - Parameters:
  ///   - text: the text that contains the name.
  ///   - start: its start.
  @inline(__always)
  init?(plain text: UnsafeBufferPointer<UInt8>, from start: Int) {
    guard start &+ 8 <= text.count, let base = text.baseAddress else { return nil }
    let word = UInt64(
      littleEndian: UnsafeRawPointer(base + start).loadUnaligned(as: UInt64.self))
    // The lowest high bit belongs to the first "=".
    let signs = word ^ 0x3D3D_3D3D_3D3D_3D3D
    let found = (signs &- 0x0101_0101_0101_0101) & ~signs & 0x8080_8080_8080_8080
    let bits = UInt64(found.trailingZeroBitCount & ~7)
    guard found != 0, bits > 0 else { return nil }
    let name = word & ((1 &<< bits) &- 1)
    let low = name & 0x7F7F_7F7F_7F7F_7F7F
    let isLetter = (low &+ 0x1F1F_1F1F_1F1F_1F1F) & ~(low &+ 0x0505_0505_0505_0505) & ~name
    guard (isLetter | ~0 &<< bits) & 0x8080_8080_8080_8080 == 0x8080_8080_8080_8080 else {
      return nil
    }
    self.init(name, 0, 0)
  }

  /// Reads a name of at most seven lower-case letters and digits that ends where a tag name ends,
  /// the most common form of a tag; returns `nil` for any other.
  ///
  /// - Parameters:
  ///   - text: the text that contains the name.
  ///   - start: its start.
  @inline(__always)
  init?(plainTag text: UnsafeBufferPointer<UInt8>, from start: Int) {
    guard start &+ 8 <= text.count, let base = text.baseAddress else { return nil }
    let word = UInt64(
      littleEndian: UnsafeRawPointer(base + start).loadUnaligned(as: UInt64.self))
    // The high bit of each byte; no sum carries into the next byte.
    let low = word & 0x7F7F_7F7F_7F7F_7F7F
    let isLetter = (low &+ 0x1F1F_1F1F_1F1F_1F1F) & ~(low &+ 0x0505_0505_0505_0505)
    let isDigit = (low &+ 0x5050_5050_5050_5050) & ~(low &+ 0x4646_4646_4646_4646)
    let isOther = ~((isLetter | isDigit) & ~word) & 0x8080_8080_8080_8080
    let bits = UInt64(isOther.trailingZeroBitCount & ~7)
    guard isOther != 0, bits > 0, UInt8(truncatingIfNeeded: word &>> bits).endsTagName else {
      return nil
    }
    self.init(word & ((1 &<< bits) &- 1), 0, 0)
  }

  /// The length of a name of at most eight bytes.
  @inline(__always)
  var shortLength: Int { (71 - first.leadingZeroBitCount) >> 3 }

  /// Returns up to eight bytes in lower case, with zeros after the end.
  @inline(__always)
  private static func lowWord(
    _ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int
  ) -> UInt64 {
    let count = min(end - start, 8)
    var word: UInt64 = 0
    if start + 8 <= text.count, let base = text.baseAddress {
      word = UInt64(
        littleEndian: UnsafeRawPointer(base + start).loadUnaligned(as: UInt64.self))
      if count < 8 { word &= (1 << UInt64(8 * count)) - 1 }
    } else {
      for index in 0..<count { word |= UInt64(text[start + index]) << UInt64(8 * index) }
    }
    // For each byte, the high bit is set if it is from A to Z.
    let low = word & 0x7F7F_7F7F_7F7F_7F7F
    let fromA = low &+ 0x3F3F_3F3F_3F3F_3F3F
    let afterZ = low &+ 0x2525_2525_2525_2525
    return word | (~word & fromA & ~afterZ & 0x8080_8080_8080_8080) >> 2
  }

  /// A hash of the name for a table of names.
  @inline(__always)
  var slot: UInt64 {
    (first &* 0x9E37_79B9_7F4A_7C15 ^ second &* 0xC2B2_AE3D_27D4_EB4F
      ^ third &* 0x1656_67B1_9E37_79F9) >> 48
  }
}
