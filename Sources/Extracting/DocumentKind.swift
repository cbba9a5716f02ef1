/// A kind of document that has an extractor; the raw values are the words for it on the command
/// line of tools and in tests.
public enum DocumentKind: String, Sendable, Hashable, CaseIterable {
  /// HTML or XHTML.
  case html
  /// A style sheet.
  case css
  /// A feed or a sitemap; the root element decides which.
  case xml
  /// A feed or a web app manifest; the members decide which.
  case json
  /// A sitemap in XML.
  case sitemap
  /// A sitemap compressed with gzip.
  case gzip
  /// A sitemap that is a list of addresses, one a line.
  case text
  /// A feed in XML or JSON.
  case feed
  /// A web app manifest.
  case manifest
}
