extension UInt8 {
  @inline(__always) var isASCIIDigit: Bool { self &- 0x30 < 10 }
  @inline(__always) var isASCIILetter: Bool { (self | 0x20) &- 0x61 < 26 }
  @inline(__always) var isTabOrLineEnd: Bool { self == 0x09 || self == 0x0A || self == 0x0D }
  /// Whether it is a C0 control or a space, which the standard removes at both ends of an input.
  @inline(__always) var isControlOrSpace: Bool { self <= 0x20 }
  @inline(__always) var isSlash: Bool { self == 0x2F || self == 0x5C }
  @inline(__always) var asciiLowercased: UInt8 { self &- 0x41 < 26 ? self | 0x20 : self }

  /// The value of a hexadecimal digit in either case.
  @inline(__always) var hexDigitValue: UInt8? {
    if isASCIIDigit { return self &- 0x30 }
    let letter = (self | 0x20) &- 0x61
    return letter < 6 ? letter + 10 : nil
  }
}
