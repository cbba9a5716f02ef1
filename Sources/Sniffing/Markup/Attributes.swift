internal import Bytes

/// Iterates over the attributes of a start tag, as strict as XML.
struct Attributes {
  private var position: Int

  /// Begins after the element's name.
  init(from start: Int) { position = start }

  /// Returns the next attribute; `nil` at the end of the tag.
  ///
  /// - Throws: `cutOff` if the text ends too early, `damaged` if it is not well-formed.
  mutating func next(
    in text: Span<UInt8>
  ) throws(Stop) -> (name: Range<Int>, value: Range<Int>)? {
    let start = text.skippingWhitespace(from: position)
    switch UInt8(try text.one(start)) {
    case UInt8(ascii: ">"): return nil
    case UInt8(ascii: "/"):
      guard try text.one(start + 1) == UInt8(ascii: ">") else { throw .damaged }
      return nil
    default: break
    }
    guard start > position else { throw .damaged }
    var end = start
    while try !Self.endsName(text.one(end)) { end += 1 }
    let equals = text.skippingWhitespace(from: end)
    guard end > start, try text.one(equals) == UInt8(ascii: "=") else { throw .damaged }
    let open = text.skippingWhitespace(from: equals + 1)
    let quote = UInt8(try text.one(open))
    guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { throw .damaged }
    var close = open + 1
    while try text.one(close) != quote {
      if text[close] == UInt8(ascii: "<") { throw .damaged }
      close += 1
    }
    position = close + 1
    return (start..<end, open + 1..<close)
  }

  private static func endsName(_ byte: Int) -> Bool {
    let byte = UInt8(truncatingIfNeeded: byte)
    return byte.isASCIIWhitespace || byte == UInt8(ascii: "=") || byte == UInt8(ascii: ">")
      || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "<") || byte == UInt8(ascii: "\"")
      || byte == UInt8(ascii: "'")
  }
}
