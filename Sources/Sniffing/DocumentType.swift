public import CrawlModel

/// The type of a fetched document, whatever was declared.
public enum DocumentType: Sendable, Hashable {
  /// An HTML page.
  case html
  /// An HTML page written as XML.
  case xhtml
  /// Another XML document: a feed, a sitemap.
  case xml
  /// A style sheet.
  case css
  /// JSON of any kind.
  case json
  /// Another text.
  case text
  /// An image of a known format. Its header may still turn out to be damaged.
  case image(ImageFormat)
  /// A PDF document.
  case pdf
  /// Data compressed with gzip, to be sniffed again after decompression.
  case gzip
  /// Anything else that is not text.
  case binary
}
