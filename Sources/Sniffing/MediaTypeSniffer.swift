internal import Bytes
internal import CrawlModel

/// Determines the type of a fetched document by its bytes, and by its declared type if the bytes
/// are ambiguous (WHATWG MIME Sniffing, section 7).
///
/// Unlike the standard, which protects a browser's user, it also examines documents with declared
/// text types, so that a feed or a page served as plain text is still read.
public enum MediaTypeSniffer {
  /// The number of bytes searched for the patterns of text and binary data, as in the standard.
  static let headerSize = 1445

  /// Returns the type of the document.
  ///
  /// - Parameters:
  ///   - bytes: the beginning of the document. A few kilobytes are sufficient, except for JSON
  ///     declared as something else, whose end is examined, too.
  ///   - declared: its `Content-Type`, if any.
  /// - Returns: the type to treat it as.
  public static func sniff(_ bytes: Span<UInt8>, declared: String?) -> DocumentType {
    let declared = DeclaredType(declared)
    if let type = signed(bytes, declared) { return type }
    return MarkupText.withText(of: bytes, limit: ImageSniffer.reach) { text in
      markup(text, declared) ?? plain(text, declared)
    }
  }

  /// Returns the type of a signature.
  private static func signed(_ bytes: Span<UInt8>, _ declared: DeclaredType) -> DocumentType? {
    switch ImageSniffer.examine(bytes, isComplete: true) {
    case .damaged(.svg) where declared == .html: break
    case .image(let facts) where facts.format == .svg && declared == .html:
      // A page that begins with an SVG; a standalone SVG declares its namespace.
      if isStandaloneSVG(bytes) { return .image(.svg) }
    case .image(let facts): return .image(facts.format)
    case .damaged(let format): return .image(format)
    case .needsMore, .notAnImage: break
    }
    if bytes.matches("%PDF-") { return .pdf }
    if bytes.uint24(at: 0, .bigEndian) == 0x1F8B08 { return .gzip }
    return nil
  }

  private static func isStandaloneSVG(_ bytes: Span<UInt8>) -> Bool {
    MarkupText.withText(of: bytes, limit: ImageSniffer.reach) { text in
      guard let root = try? RootElement(in: text) else { return false }
      if root.hasXMLDeclaration { return true }
      var attributes = Attributes(from: root.attributesStart)
      while let next = try? attributes.next(in: text) {
        if text.matches("xmlns", at: next.name.lowerBound) { return true }
      }
      return false
    }
  }

  /// Returns the type determined by a tag, or an XML declaration, at the beginning.
  private static func markup(_ text: Span<UInt8>, _ declared: DeclaredType) -> DocumentType? {
    let start = text.skippingWhitespace(from: 0)
    guard text.uint8(at: start) == UInt8(ascii: "<") else { return nil }
    let root = try? RootElement(in: text)
    let isXML = root?.hasXMLDeclaration ?? text.matches("<?xml", at: start)
    if let root {
      let isPage = root.hasHTMLDocumentType || root.isNamed("html", in: text)
      if isPage, isXML || declared == .xhtml || declared == .xml {
        return declared == .html ? .html : .xhtml
      }
      if isPage { return .html }
      if roots.contains(where: { root.isNamed($0, in: text) }) { return .xml }
    }
    if pageStarts.contains(where: { isTag($0, in: text, at: start) }) {
      return declared == .xhtml || (isXML && declared != .html) ? .xhtml : .html
    }
    if isXML { return declared == .html || declared == .xhtml ? declared.documentType : .xml }
    switch declared {
    case .css, .json, .script, .text, .xml, .xhtml: return nil
    case .html: return .html
    case .other:
      let isKnown =
        text.matches("<!--", at: start)
        || fragmentStarts.contains { isTag($0, in: text, at: start) }
      return isKnown ? .html : nil
    }
  }

  /// The first elements of feeds and sitemaps, which are often served without a prolog.
  private static let roots = ["rss", "feed", "RDF", "urlset", "sitemapindex"]

  /// The beginnings that only pages have.
  private static let pageStarts = ["<!DOCTYPE HTML", "<HTML", "<HEAD", "<BODY"]

  /// Possible beginnings of pages, which a piece of text, code or style may have, too (section
  /// 7.1).
  private static let fragmentStarts = [
    "<SCRIPT", "<IFRAME", "<H1", "<DIV", "<FONT", "<TABLE", "<A", "<STYLE", "<TITLE", "<B", "<BR",
    "<P", "<META", "<LINK", "<MAIN", "<HEADER", "<SECTION", "<ARTICLE", "<IMG", "<UL", "<CENTER",
  ]

  /// Whether a tag is at an offset, followed by a byte that ends its name.
  private static func isTag(_ tag: String, in text: Span<UInt8>, at start: Int) -> Bool {
    guard text.matchesIgnoringASCIICase(tag, at: start),
      let end = text.uint8(at: start + tag.utf8.count)
    else { return false }
    return end.isASCIIWhitespace || end == UInt8(ascii: ">")
  }

  /// Returns the type of a document without markup.
  private static func plain(_ text: Span<UInt8>, _ declared: DeclaredType) -> DocumentType {
    let header = text.extracting(0..<min(text.count, headerSize))
    for position in header.indices where header[position].isBinaryData { return .binary }
    switch declared {
    case .css, .json, .script: return declared.documentType
    case .html, .xhtml, .xml, .text, .other:
      if looksLikeJSON(text) { return .json }
      if declared == .other, text.looksLikeStyle { return .css }
      return declared.documentType
    }
  }

  /// Whether the text begins and ends like an object or an array.
  ///
  /// Both ends are checked, since output of a program may precede a page.
  private static func looksLikeJSON(_ text: Span<UInt8>) -> Bool {
    let start = text.skippingWhitespace(from: 0)
    var end = text.count
    while end > start, text[end - 1].isASCIIWhitespace { end -= 1 }
    guard end - start >= 2 else { return false }
    let first = text[text.skippingWhitespace(from: start + 1)]
    switch (text[start], text[end - 1]) {
    case (UInt8(ascii: "{"), UInt8(ascii: "}")):
      return first == UInt8(ascii: "\"") || first == UInt8(ascii: "}")
    case (UInt8(ascii: "["), UInt8(ascii: "]")):
      return "{[\"]-0123456789tfn".utf8.contains(first)
    default: return false
    }
  }
}

extension Span where Element == UInt8 {
  /// Whether the text begins with a rule that only style sheets have.
  fileprivate var looksLikeStyle: Bool {
    let start = skippingWhitespace(from: 0)
    return ["@charset", "@import", "@font-face", "@media", ":root"].contains {
      matchesIgnoringASCIICase($0, at: start)
    }
  }
}

extension UInt8 {
  /// Whether the byte does not occur in text (section 3).
  fileprivate var isBinaryData: Bool {
    self <= 0x08 || self == 0x0B || (0x0E...0x1A).contains(self) || (0x1C...0x1F).contains(self)
  }
}
