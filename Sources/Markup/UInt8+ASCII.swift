// Bytes compared with ASCII characters as they are written in the standards.
extension UInt8 {
  @inline(__always)
  static func == (byte: UInt8, character: Unicode.Scalar) -> Bool {
    UInt32(byte) == character.value
  }

  @inline(__always)
  static func != (byte: UInt8, character: Unicode.Scalar) -> Bool {
    UInt32(byte) != character.value
  }

  @inline(__always)
  static func ~= (character: Unicode.Scalar, byte: UInt8) -> Bool {
    UInt32(byte) == character.value
  }

  /// ASCII whitespace (Infra §4.6): tab, line feed, form feed, carriage return, space.
  var isHTMLSpace: Bool {
    self == 0x20 || self == 0x0A || self == 0x09 || self == 0x0D || self == 0x0C
  }

  var isASCIILetter: Bool { (self | 0x20) &- 0x61 < 26 }

  var isASCIIDigit: Bool { self &- 0x30 < 10 }

  var isASCIIAlphanumeric: Bool { isASCIILetter || isASCIIDigit }

  var asciiLowercased: UInt8 { self &- 0x41 < 26 ? self | 0x20 : self }

  func digitValue(isHex: Bool) -> UInt32? {
    if isASCIIDigit { return UInt32(self - 0x30) }
    let letter = (self | 0x20) &- 0x61
    return isHex && letter < 6 ? UInt32(letter) + 10 : nil
  }

  var endsTagName: Bool { isHTMLSpace || self == 0x2F || self == 0x3E }

  /// What libxml2 takes at the beginning of an attribute's name.
  var startsReadableName: Bool { isASCIILetter || self == "_" || self == ":" || self == "." }

  var continuesReadableName: Bool { startsReadableName || isASCIIDigit || self == "-" }
}
