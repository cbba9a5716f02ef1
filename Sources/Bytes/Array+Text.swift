/// Appending text piece by piece, without a string for each piece.
extension [UInt8] {
  /// Appends the bytes of a span in one piece.
  public mutating func append(_ bytes: Span<UInt8>) {
    bytes.withUnsafeBufferPointer { append(contentsOf: $0) }
  }

  /// Appends a string literal.
  public mutating func append(_ text: StaticString) {
    text.withUTF8Buffer { append(contentsOf: $0) }
  }

  /// Appends a number in decimal digits.
  public mutating func append(decimal number: Int) {
    if number < 0 { append(UInt8(ascii: "-")) }
    append(decimal: number.magnitude)
  }

  /// Appends a number in decimal digits.
  public mutating func append(decimal number: UInt) {
    // The digits are collected in reverse order in one word, which holds eight of them.
    var digits: UInt64 = 0
    var rest = number
    var count = 0
    repeat {
      let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
      digits = digits << 8 | UInt64(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: digit))
      rest = quotient
      count += 1
    } while rest > 0 && count < 8
    if rest > 0 { append(decimal: rest) }
    for _ in 0..<count {
      append(UInt8(truncatingIfNeeded: digits))
      digits >>= 8
    }
  }

  /// Appends an integer of any type in decimal digits.
  mutating func append(decimal number: some BinaryInteger) {
    if let small = Int(exactly: number) {
      append(decimal: small)
    } else {
      append(contentsOf: String(number).utf8)
    }
  }
}
