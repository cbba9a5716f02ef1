public import CrawlModel

/// What a fetched document is, whatever it was declared to be.
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
  /// An image of a format that Magpie knows. Its header may still turn out to be broken.
  case image(ImageFormat)
  /// A PDF document.
  case pdf
  /// Data compressed with gzip, to be sniffed again once it is unpacked.
  case gzip
  /// Anything else that is no text.
  case binary
}
