/// Writing text piece by piece, without a string for each piece.
extension [UInt8] {
  /// Appends text that stands in the program's source.
  public mutating func append(_ text: StaticString) {
    text.withUTF8Buffer { append(contentsOf: $0) }
  }

  /// Appends a number in decimal digits.
  public mutating func append(decimal number: some BinaryInteger) {
    guard let small = Int(exactly: number), small >= 0, small < 1_000_000_000_000_000 else {
      append(contentsOf: String(number).utf8)
      return
    }
    var unit = 1
    while small / unit >= 10 { unit *= 10 }
    while unit > 0 {
      append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: small / unit % 10))
      unit /= 10
    }
  }
}
