extension String {
  /// Creates lower-case hexadecimal digits from bytes, two per byte.
  public init(hex bytes: Span<UInt8>) {
    var digits = [UInt8](repeating: 0, count: 2 * bytes.count)
    for index in bytes.indices {
      digits[2 * index] = Self.lowerDigit(bytes[index] >> 4)
      digits[2 * index + 1] = Self.lowerDigit(bytes[index] & 15)
    }
    self.init(decoding: digits, as: UTF8.self)
  }

  private static func lowerDigit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") - 10 + value
  }
}

extension [UInt8] {
  /// Appends a byte percent-encoded: `%` and two upper-case hexadecimal digits.
  public mutating func append(percentEncoding byte: UInt8) {
    append(UInt8(ascii: "%"))
    append(Self.upperDigit(byte >> 4))
    append(Self.upperDigit(byte & 15))
  }

  private static func upperDigit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") - 10 + value
  }

  /// Parses hexadecimal digits of either case, two per byte; returns `nil` for any other text.
  public init?(hex text: String) {
    self.init()
    reserveCapacity(text.utf8.count / 2)
    var high: UInt8?
    for digit in text.utf8 {
      guard let value = digit.hexDigitValue else { return nil }
      if let first = high {
        append(first << 4 | value)
        high = nil
      } else {
        high = value
      }
    }
    guard high == nil else { return nil }
  }
}
