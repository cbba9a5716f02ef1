internal import Bytes

/// A position in text with numbers, as in SVG attributes.
struct NumberCursor {
  /// The offset of the next character to read.
  private(set) var position: Int
  private let end: Int

  init(_ range: Range<Int>) {
    position = range.lowerBound
    end = range.upperBound
  }

  /// Whether only white space is left.
  mutating func isAtEnd(in text: Span<UInt8>) -> Bool {
    skipSeparators(in: text)
    return position >= end
  }

  /// Skips white space and commas.
  mutating func skipSeparators(in text: Span<UInt8>) {
    while let byte = peek(text), byte.isASCIIWhitespace || byte == UInt8(ascii: ",") {
      position += 1
    }
  }

  /// Reads a number (CSS Values, section 5.3); returns `nil` if there is none.
  mutating func number(in text: Span<UInt8>) -> Double? {
    skipSeparators(in: text)
    let isNegative = takeSign(text)
    var value = 0.0
    var digits = 0
    var exponent = 0
    while let digit = takeDigit(text) {
      value = value * 10 + Double(digit)
      digits += 1
    }
    if peek(text) == UInt8(ascii: "."), digits > 0 || isDigit(text, at: position + 1) {
      position += 1
      while let digit = takeDigit(text) {
        value = value * 10 + Double(digit)
        exponent -= 1
        digits += 1
      }
    }
    guard digits > 0 else { return nil }
    exponent += takeExponent(text)
    let scaled = value * Self.power(exponent)
    return scaled.isFinite ? (isNegative ? -scaled : scaled) : nil
  }

  /// Reads letters or the percent sign, as one word of at most 4 characters.
  mutating func unit(in text: Span<UInt8>) -> String {
    var unit = ""
    while let byte = peek(text), unit.utf8.count < 4,
      byte == UInt8(ascii: "%") || (0x61...0x7A).contains(byte.lowercasedASCII)
    {
      unit.unicodeScalars.append(Unicode.Scalar(byte.lowercasedASCII))
      position += 1
    }
    return unit
  }

  /// Reads an exponent; returns 0 if there is none, since the `e` of `em` is not one.
  private mutating func takeExponent(_ text: Span<UInt8>) -> Int {
    guard peek(text)?.lowercasedASCII == UInt8(ascii: "e") else { return 0 }
    let start = position
    position += 1
    let isNegative = takeSign(text)
    guard isDigit(text, at: position) else {
      position = start
      return 0
    }
    var exponent = 0
    // With an exponent above a thousand every number is zero or infinite.
    while let digit = takeDigit(text) { exponent = min(exponent * 10 + digit, 1000) }
    return isNegative ? -exponent : exponent
  }

  private static func power(_ exponent: Int) -> Double {
    var power = 1.0
    for _ in 0..<min(abs(exponent), 1000) { power *= 10 }
    return exponent < 0 ? 1 / power : power
  }

  private func peek(_ text: Span<UInt8>) -> UInt8? {
    position < end ? text.uint8(at: position) : nil
  }

  private func isDigit(_ text: Span<UInt8>, at offset: Int) -> Bool {
    guard offset < end, let byte = text.uint8(at: offset) else { return false }
    return (0x30...0x39).contains(byte)
  }

  private mutating func takeSign(_ text: Span<UInt8>) -> Bool {
    let byte = peek(text)
    guard byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+") else { return false }
    position += 1
    return byte == UInt8(ascii: "-")
  }

  private mutating func takeDigit(_ text: Span<UInt8>) -> Int? {
    guard isDigit(text, at: position), let byte = peek(text) else { return nil }
    position += 1
    return Int(byte) - 0x30
  }
}
