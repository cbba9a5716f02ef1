import Bytes

/// Recognises a page that scripts fill in: it has scripts, almost no text, and often a `noscript`
/// that says so.
///
/// It is only a hint for people, and looks at tags as the scan before libxml2 does.
public enum EmptyShell {
  /// The maximum number of bytes of text, without white space, of such a page: room for "Loading…".
  static let textLimit = 40
  /// The same for a page with text in a `noscript`; some have a menu or a footer of their own.
  static let textLimitBesideNoscript = 400
  /// The minimum number of bytes of text in a `noscript` that says something to people.
  static let leastNoscript = 10

  // What is in these elements is no text of the page.
  private static let silentElements: [(start: String, end: StaticString)] = [
    ("<script", "</script"), ("<style", "</style"), ("<title", "</title"),
    ("<template", "</template"), ("<svg", "</svg"), ("<noscript", "</noscript"), ("<!--", "-->"),
  ]

  /// Returns whether a page is one.
  ///
  /// - Parameter page: an HTML page in an encoding that contains ASCII.
  /// - Returns: `false` as soon as the page has enough text.
  /// - Complexity: linear in the length of the page; most pages have enough text in their first
  ///   kilobytes.
  public static func isOne(_ page: Span<UInt8>) -> Bool {
    var text = 0
    var noscript = 0
    var hasScript = false
    var index = 0
    while index < page.count {
      guard page[index] == "<" else {
        if page[index] > 0x20 { text += 1 }
        if text > textLimitBesideNoscript { return false }
        index += 1
        continue
      }
      guard
        let element = silentElements.first(where: {
          page.matchesIgnoringASCIICase($0.start, at: index)
        })
      else {
        index = endOfTag(page, at: index)
        continue
      }
      let start = index + element.start.utf8.count
      let end = page.firstIndex(of: element.end, from: start) ?? page.count
      if element.start == "<script" { hasScript = true }
      if element.start == "<noscript" { noscript += textLength(page, start - 1, end) }
      index = endOfTag(page, at: end)
    }
    guard hasScript else { return false }
    return text <= (noscript >= leastNoscript ? textLimitBesideNoscript : textLimit)
  }

  private static func endOfTag(_ page: Span<UInt8>, at start: Int) -> Int {
    page.firstOffset(of: UInt8(ascii: ">"), from: start).map { $0 + 1 } ?? page.count
  }

  /// The number of bytes outside of tags, without white space; `start` is in a tag.
  private static func textLength(_ page: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
    var length = 0
    var index = endOfTag(page, at: start)
    while index < end {
      if page[index] == "<" {
        index = endOfTag(page, at: index)
      } else {
        if page[index] > 0x20 { length += 1 }
        index += 1
      }
    }
    return length
  }
}
