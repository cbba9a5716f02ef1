extension Span where Element == UInt8 {
  /// Returns the text of a string that a `JSONReader` found in these bytes, with its escapes
  /// decoded (RFC 8259 section 7).
  ///
  /// An unpaired surrogate, and bytes that are not UTF-8, become U+FFFD. A backslash before any
  /// other character stands for that character.
  ///
  /// - Parameter text: a key or string that the reader returned for the same bytes.
  /// - Returns: the decoded text.
  public func text(of text: JSONReader.Text) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.range.count)
    guard text.hasEscapes else {
      bytes.append(extracting(text.range))
      return String(decoding: bytes, as: UTF8.self)
    }
    var at = text.range.lowerBound
    let end = text.range.upperBound
    while at < end {
      guard self[at] == UInt8(ascii: "\\"), at + 1 < end else {
        bytes.append(self[at])
        at += 1
        continue
      }
      at += 2
      switch self[at - 1] {
      case UInt8(ascii: "n"): bytes.append(0x0A)
      case UInt8(ascii: "t"): bytes.append(0x09)
      case UInt8(ascii: "r"): bytes.append(0x0D)
      case UInt8(ascii: "b"): bytes.append(0x08)
      case UInt8(ascii: "f"): bytes.append(0x0C)
      case UInt8(ascii: "u"):
        guard let scalar = unicodeEscape(&at, end) else {
          bytes.append(UInt8(ascii: "u"))
          continue
        }
        bytes.append(contentsOf: String(Character(scalar)).utf8)
      case let other: bytes.append(other)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Whether the string that a `JSONReader` found in these bytes equals `word` as written, with
  /// escapes not decoded.
  public func matches(_ word: String, _ text: JSONReader.Text) -> Bool {
    text.range.count == word.utf8.count && matches(word, at: text.range.lowerBound)
  }

  /// Reads the digits after `\u`, and the escape after them if the two form a surrogate pair.
  private func unicodeEscape(_ at: inout Int, _ end: Int) -> Unicode.Scalar? {
    guard let unit = codeUnit(at, end) else { return nil }
    at += 4
    guard unit & 0xFC00 == 0xD800 else { return Unicode.Scalar(unit) ?? "\u{FFFD}" }
    guard at + 1 < end, self[at] == UInt8(ascii: "\\"), self[at + 1] == UInt8(ascii: "u"),
      let low = codeUnit(at + 2, end), low & 0xFC00 == 0xDC00
    else { return "\u{FFFD}" }
    at += 6
    return Unicode.Scalar(0x10000 + (unit & 0x3FF) << 10 + low & 0x3FF)
  }

  private func codeUnit(_ start: Int, _ end: Int) -> UInt32? {
    guard start + 4 <= end else { return nil }
    var value: UInt32 = 0
    for index in start..<start + 4 {
      let byte = self[index]
      let letter = (byte | 0x20) &- UInt8(ascii: "a")
      if byte &- UInt8(ascii: "0") < 10 {
        value = value << 4 | UInt32(byte - UInt8(ascii: "0"))
      } else if letter < 6 {
        value = value << 4 | UInt32(letter + 10)
      } else {
        return nil
      }
    }
    return value
  }
}
