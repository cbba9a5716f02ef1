import Bytes

/// The classes of characters in markup.
extension UInt8 {
  func digitValue(isHex: Bool) -> UInt32? {
    if isASCIIDigit { return UInt32(self - 0x30) }
    let letter = (self | 0x20) &- 0x61
    return isHex && letter < 6 ? UInt32(letter) + 10 : nil
  }

  /// Whether the byte is in a set of ASCII characters, with one bit for each.
  @inline(__always)
  private func isIn(_ set: (low: UInt64, high: UInt64)) -> Bool {
    let half = self & 64 == 0 ? set.low : set.high
    return self < 128 && half >> UInt64(self & 63) & 1 != 0
  }

  @inline(__always)
  var endsTagName: Bool { isIn((0x4000_8001_0000_3600, 0)) }

  /// Ends the name of an attribute: an end of a tag name, or "=".
  @inline(__always)
  var endsAttributeName: Bool { isIn((0x6000_8001_0000_3600, 0)) }

  /// Whether libxml2 accepts the byte at the beginning of an attribute name.
  var startsReadableName: Bool { isASCIILetter || self == "_" || self == ":" || self == "." }

  /// The letters, the digits, and `_`, `:`, `.`, `-`.
  @inline(__always)
  var continuesReadableName: Bool { isIn((0x07FF_6000_0000_0000, 0x07FF_FFFE_87FF_FFFE)) }
}
