extension [UInt8] {
  /// Appends a string in quotation marks, escaped by RFC 8259 section 7.
  ///
  /// All control characters are escaped, and so are the line separators and the characters that
  /// change the direction of text, which JSON allows: many readers treat U+0085, U+2028 and U+2029
  /// as line breaks, which would split a line of a JSON Lines file, and a line may be printed on a
  /// terminal (see ``VisibleText``).
  mutating func appendJSON(_ string: String) {
    let text = string.utf8.span
    append(UInt8(ascii: "\""))
    var start = 0
    var index = text.plainEnd(from: 0)
    while index < text.count {
      let byte = text[index]
      // The common case: not a control character, a quotation mark, a backslash, or the first byte
      // of another character to escape.
      if byte >= 0x20, byte != 0x22, byte != 0x5C, byte != 0xE2, byte != 0xC2, byte != 0xD8,
        byte != 0x7F
      {
        index += 1
        continue
      }
      guard let (escape, length) = escape(text, at: index) else {
        index += 1
        continue
      }
      append(text, start..<index)
      append(contentsOf: escape.utf8)
      start = index + length
      index = text.plainEnd(from: start)
    }
    append(text, start..<text.count)
    append(UInt8(ascii: "\""))
  }

  /// Appends a duration as seconds with three decimals.
  mutating func appendSeconds(_ duration: Duration) {
    let (seconds, attoseconds) = duration.components
    // Both parts have the sign of the whole.
    let milliseconds = (attoseconds / 1_000_000_000_000_000).magnitude
    if seconds < 0 || attoseconds < 0, seconds != 0 || milliseconds != 0 {
      append(UInt8(ascii: "-"))
    }
    append(decimal: seconds.magnitude)
    append(UInt8(ascii: "."))
    for unit: UInt64 in [100, 10, 1] {
      append(UInt8(ascii: "0") + UInt8(milliseconds / unit % 10))
    }
  }

  private mutating func append(_ text: borrowing Span<UInt8>, _ range: Range<Int>) {
    if !range.isEmpty { append(text.extracting(range)) }
  }
}

/// Returns the escape for the character at `index` and its length in bytes; `nil` if it needs none.
private func escape(_ text: Span<UInt8>, at index: Int) -> (String, Int)? {
  switch text[index] {
  case 0x22: return ("\\\"", 1)
  case 0x5C: return ("\\\\", 1)
  case 0x08: return ("\\b", 1)
  case 0x09: return ("\\t", 1)
  case 0x0A: return ("\\n", 1)
  case 0x0C: return ("\\f", 1)
  case 0x0D: return ("\\r", 1)
  case let byte where byte < 0x20 || byte == 0x7F:
    return ("\\u00" + String(hex: [byte].span), 1)
  case 0xC2 where index + 1 < text.count && text[index + 1] < 0xA0:
    return ("\\u00" + String(hex: [text[index + 1]].span), 2)
  case 0xD8 where index + 1 < text.count && text[index + 1] == 0x9C: return ("\\u061c", 2)
  case 0xE2 where index + 2 < text.count:
    switch (text[index + 1], text[index + 2]) {
    case (0x80, 0x8E...0x8F), (0x80, 0xA8...0xAE):
      return ("\\u20" + String(hex: [text[index + 2] - 0x80].span), 3)
    case (0x81, 0xA6...0xA9): return ("\\u20" + String(hex: [text[index + 2] - 0x40].span), 3)
    default: return nil
    }
  default: return nil
  }
}

extension Span<UInt8> {
  /// Returns an offset up to which no byte needs escaping, found eight bytes at a time.
  ///
  /// The byte at that offset must be checked separately.
  fileprivate func plainEnd(from start: Int) -> Int {
    let ones: UInt64 = 0x0101_0101_0101_0101
    return withUnsafeBytes { bytes in
      var index = start
      while index + 8 <= bytes.count {
        let word = bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        let quotes = word ^ (ones &* 0x22)
        let backslashes = word ^ (ones &* 0x5C)
        let deletes = word ^ (ones &* 0x7F)
        // The highest bit of a byte is set if the byte is not ASCII, a control character, or one of
        // the two. It may also be set in a byte after such a byte, which is harmless.
        let marks =
          word | (word &- ones &* 0x20) | (quotes &- ones) | (backslashes &- ones)
          | (deletes &- ones)
        if marks & (ones &* 0x80) != 0 { return index }
        index += 8
      }
      return index
    }
  }
}
