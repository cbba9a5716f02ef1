/// Bytes compared with ASCII characters, as the standards write them: `byte == "<"`.
extension UInt8 {
  /// Whether the byte is this ASCII character.
  @inlinable @inline(__always)
  public static func == (byte: UInt8, character: Unicode.Scalar) -> Bool {
    UInt32(byte) == character.value
  }

  /// Whether the byte is not this ASCII character.
  @inlinable @inline(__always)
  public static func != (byte: UInt8, character: Unicode.Scalar) -> Bool {
    UInt32(byte) != character.value
  }

  /// Whether the byte is this ASCII character, in a `case`.
  @inlinable @inline(__always)
  public static func ~= (character: Unicode.Scalar, byte: UInt8) -> Bool {
    UInt32(byte) == character.value
  }
}

/// The classes of ASCII characters.
extension UInt8 {
  /// Whether it is ASCII white space (Infra §4.6): tab, line feed, form feed, carriage return,
  /// space.
  @inlinable @inline(__always)
  public var isASCIIWhitespace: Bool {
    self == 0x20 || self == 0x0A || self == 0x09 || self == 0x0D || self == 0x0C
  }

  /// Whether it is one of 0 to 9.
  @inlinable @inline(__always)
  public var isASCIIDigit: Bool { self &- 0x30 < 10 }

  /// Whether it is one of A to Z and a to z.
  @inlinable @inline(__always)
  public var isASCIILetter: Bool { (self | 0x20) &- 0x61 < 26 }

  /// Whether it is an ASCII letter or digit.
  @inlinable @inline(__always)
  public var isASCIIAlphanumeric: Bool { isASCIILetter || isASCIIDigit }

  /// The byte with A to Z mapped to a to z; any other byte unchanged.
  @inlinable @inline(__always)
  public var lowercasedASCII: UInt8 { self &- 0x41 < 26 ? self | 0x20 : self }

  /// The value of a hexadecimal digit of either case; `nil` for any other byte.
  @inlinable @inline(__always)
  public var hexDigitValue: UInt8? {
    if isASCIIDigit { return self &- 0x30 }
    let letter = (self | 0x20) &- 0x61
    return letter < 6 ? letter + 10 : nil
  }
}
