import Bytes
internal import CLibxml2

extension XMLRepair {
  /// Copies text between tags, with its references resolved.
  ///
  /// - Returns: the offset to continue at; beyond the range if a reference begins in it and ends
  ///   after it.
  mutating func copyText(_ range: Range<Int>) -> Int {
    var start = range.lowerBound
    while start < range.upperBound {
      let ampersand = find("&", from: start, before: range.upperBound)
      copyEscaped(start..<ampersand)
      start = ampersand
      if start < range.upperBound { start = copyReference(at: start) }
    }
    return start
  }

  /// Copies text, escaping `]]>` (XML 1.0 §2.4).
  private mutating func copyEscaped(_ range: Range<Int>) {
    var start = range.lowerBound
    while start < range.upperBound {
      let bracket = find(">", from: start, before: range.upperBound)
      copyClean(start..<bracket)
      if bracket < range.upperBound { write("&gt;") }
      start = bracket + 1
    }
  }

  /// Copies bytes, with a space for those that XML forbids.
  mutating func copyClean(_ range: Range<Int>) {
    var start = range.lowerBound
    for index in range where text[index].isForbiddenInXML {
      copy(start..<index)
      write(" ")
      start = index + 1
    }
    copy(start..<range.upperBound)
  }

  /// Writes the character of the reference at `start` and returns the offset to continue at.
  ///
  /// A character is written as a number. An ampersand followed by anything else is text, which is
  /// most likely what the author meant: in `?a=1&b=2`, and for entities, which are not expanded.
  mutating func copyReference(at start: Int) -> Int {
    let last = min(start + Self.longestReference, text.count)
    let end = find(";", from: start + 1, before: last)
    if end < last, let character = character(start + 1..<end) {
      for byte in "&#\(character);".utf8 { write(byte: byte) }
      return end + 1
    }
    if end < last, start + 1 < end, (start + 1..<end).allSatisfy({ text[$0].continuesXMLName }) {
      remarks.insert(.entities)
    }
    write("&amp;")
    return start + 1
  }

  private static let longestReference = 34

  /// Returns the character that a name or number between ampersand and semicolon refers to.
  private func character(_ range: Range<Int>) -> UInt32? {
    guard let first = range.first else { return nil }
    guard text[first] == "#" else { return named(range) }
    let isHex = first + 1 < range.upperBound && text[first + 1] | 0x20 == "x"
    let digits = first + (isHex ? 2 : 1)..<range.upperBound
    guard !digits.isEmpty else { return nil }
    var value: UInt32 = 0
    for index in digits {
      guard let digit = text[index].digitValue(isHex: isHex) else { return nil }
      value = min(value * (isHex ? 16 : 10) + digit, 0x110000)
    }
    switch value {
    case 0x09, 0x0A, 0x0D, 0x20..<0xD800, 0xE000...0xFFFD, 0x10000..<0x110000: return value
    default: return 0xFFFD
    }
  }

  private func named(_ range: Range<Int>) -> UInt32? {
    switch true {
    case isWord("amp", range): return 0x26
    case isWord("lt", range): return 0x3C
    case isWord("gt", range): return 0x3E
    case isWord("quot", range): return 0x22
    case isWord("apos", range): return 0x27
    default: break
    }
    // The names of HTML 4, which many feeds use without declaring them.
    guard range.allSatisfy({ text[$0].isASCIIAlphanumeric }) else { return nil }
    let name = range.map { text[$0] } + [0]
    return name.withUnsafeBufferPointer { name in
      guard let entry = htmlEntityLookup(name.baseAddress) else { return nil }
      return UInt32(entry.pointee.value)
    }
  }

  private func isWord(_ word: StaticString, _ range: Range<Int>) -> Bool {
    range.count == word.utf8CodeUnitCount && has(word, at: range.lowerBound)
  }
}
