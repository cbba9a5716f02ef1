private let lowerDigits = Array("0123456789abcdef".utf8)

extension String {
  /// Writes bytes as lower-case hexadecimal digits, two a byte.
  public init(hex bytes: Span<UInt8>) {
    var digits: [UInt8] = []
    digits.reserveCapacity(bytes.count * 2)
    for index in bytes.indices {
      digits.append(lowerDigits[Int(bytes[index] >> 4)])
      digits.append(lowerDigits[Int(bytes[index] & 15)])
    }
    self.init(decoding: digits, as: UTF8.self)
  }
}

extension [UInt8] {
  /// Reads hexadecimal digits of either case, two a byte; `nil` where the text is anything else.
  public init?(hex text: String) {
    func value(_ digit: UInt8) -> UInt8? {
      switch digit {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
      case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
      default: nil
      }
    }
    self.init()
    reserveCapacity(text.utf8.count / 2)
    var high: UInt8?
    for digit in text.utf8 {
      guard let value = value(digit) else { return nil }
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
