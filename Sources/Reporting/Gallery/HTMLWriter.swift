import Bytes

/// Builds HTML by appending to a buffer, so that text from the web stays text.
///
/// Markup is a `StaticString` or an ``EmbeddedText`` and therefore from this program's source. Every
/// other string is escaped, both in text and in attribute values with double quotes.
///
///     var html = HTMLWriter()
///     html.markup("<p title=\"")
///     html.text(title)
///     html.markup("\">")
struct HTMLWriter {
  /// The HTML written since the start or the last `removeAll`, in UTF-8.
  private(set) var bytes: [UInt8] = []

  /// Appends markup unchanged.
  mutating func markup(_ markup: StaticString) { bytes.append(markup) }

  /// Appends a script or style of the program unchanged.
  mutating func markup(_ text: EmbeddedText) { bytes.append(text.bytes.span) }

  /// Appends text: the five special characters of HTML become references, and control characters,
  /// which HTML forbids, become spaces.
  mutating func text(_ text: String) { self.text(text.utf8.span) }

  /// Appends text of any length, truncated after `limit` Unicode scalars with an ellipsis.
  mutating func text(_ text: String, upTo limit: Int) { self.text(text.utf8.span, upTo: limit) }

  /// Appends a number in decimal digits.
  mutating func number(_ number: Int) { bytes.append(decimal: number) }

  /// Appends text given as bytes in UTF-8.
  mutating func text(_ text: Span<UInt8>) {
    var start = 0
    for index in text.indices {
      guard let reference = Self.reference(text[index]) else { continue }
      bytes.append(text.extracting(start..<index))
      bytes.append(reference)
      start = index + 1
    }
    bytes.append(text.extracting(start..<text.count))
  }

  /// Appends text given as bytes in UTF-8, truncated after `limit` Unicode scalars.
  mutating func text(_ text: Span<UInt8>, upTo limit: Int) {
    guard let end = Self.end(of: limit, in: text) else {
      self.text(text)
      return
    }
    self.text(text.extracting(0..<end))
    markup("…")
  }

  /// Returns the replacement of a byte of text; `nil` if it needs none.
  @inline(__always)
  private static func reference(_ byte: UInt8) -> StaticString? {
    // The common case: letters and non-ASCII bytes.
    if byte > UInt8(ascii: ">"), byte != 0x7F { return nil }
    return switch byte {
    case UInt8(ascii: "&"): "&amp;"
    case UInt8(ascii: "<"): "&lt;"
    case UInt8(ascii: ">"): "&gt;"
    case UInt8(ascii: "\""): "&quot;"
    case UInt8(ascii: "'"): "&#39;"
    case 0..<0x20, 0x7F: " "
    default: nil
    }
  }

  /// Returns the offset after `limit` scalars; `nil` if there are no more than that.
  private static func end(of limit: Int, in text: Span<UInt8>) -> Int? {
    guard text.count > limit else { return nil }
    var scalars = 0
    for index in text.indices where text[index] & 0xC0 != 0x80 {
      if scalars == limit { return index }
      scalars += 1
    }
    return nil
  }

  /// Appends the path of a file as a relative URL, or its address in a bucket.
  ///
  /// Each byte that is neither unreserved (RFC 3986, section 2.3) nor a slash is percent-encoded.
  mutating func path(_ file: String) {
    // No path begins like that: those of images begin with `images/`.
    if file.hasPrefix("https://") || file.hasPrefix("http://") { return text(file) }
    let text = file.utf8.span
    var start = 0
    for index in text.indices where !Self.staysInPath(text[index]) {
      bytes.append(text.extracting(start..<index))
      bytes.append(percentEncoding: text[index])
      start = index + 1
    }
    bytes.append(text.extracting(start..<text.count))
  }

  private static func staysInPath(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
      UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "/"):
      true
    default: false
    }
  }

  /// Appends ` name="value"` with the value escaped.
  mutating func attribute(_ name: StaticString, _ value: String) {
    openAttribute(name)
    text(value)
    closeAttribute()
  }

  /// Appends ` name="value"` with a number.
  mutating func attribute(_ name: StaticString, _ value: Int) {
    openAttribute(name)
    number(value)
    closeAttribute()
  }

  private mutating func openAttribute(_ name: StaticString) {
    bytes.append(UInt8(ascii: " "))
    markup(name)
    bytes.append(UInt8(ascii: "="))
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func closeAttribute() { bytes.append(UInt8(ascii: "\"")) }

  /// Clears the buffer and keeps its capacity.
  mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }
}
