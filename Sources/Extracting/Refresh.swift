import Bytes

/// The reference in `<meta http-equiv=refresh content="5; url=next.html">` (HTML standard
/// §4.2.5.3, "shared declarative refresh steps").
enum Refresh {
  /// Returns the reference, or `nil` if the page only reloads itself or the value is invalid.
  static func reference(_ content: String) -> String? {
    let text = content.utf8.span
    var at = 0
    func skipSpace() { while at < text.count, text[at].isASCIIWhitespace { at += 1 } }
    func has(_ lower: Unicode.Scalar) -> Bool {
      at < text.count && text[at].lowercasedASCII == lower
    }

    skipSpace()
    let start = at
    while at < text.count, text[at].isASCIIDigit { at += 1 }
    guard at > start || has(".") else { return nil }
    while at < text.count, text[at].isASCIIDigit || text[at] == "." { at += 1 }
    guard at < text.count, has(";") || has(",") || text[at].isASCIIWhitespace else { return nil }
    skipSpace()
    if has(";") || has(",") { at += 1 }
    skipSpace()
    guard at < text.count else { return nil }

    var from = at
    if has("u") {
      at += 1
      if has("r") {
        at += 1
        if has("l") {
          at += 1
          skipSpace()
          if has("=") {
            at += 1
            skipSpace()
            from = at
          }
        }
      }
    }
    guard from < text.count else { return nil }
    let quote = text[from]
    guard quote == "\"" || quote == "'" else { return text.text(from..<text.count) }
    var end = from + 1
    while end < text.count, text[end] != quote { end += 1 }
    return text.text(from + 1..<end)
  }
}
