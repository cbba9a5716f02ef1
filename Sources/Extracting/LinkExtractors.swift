import CrawlModel

/// The extractors there are, by the word for a kind of document.
public enum LinkExtractors {
  /// Picks the extractor for a kind of document.
  ///
  /// - Parameter documentType: `html`, `css`, `sitemap`, `feed` or `manifest`; also `xml` for a feed
  ///   or sitemap, as its root element says, `json` for a feed or manifest, as its members say, and
  ///   `gzip` and `text` for a sitemap.
  /// - Returns: `nil` for documents that have no links.
  public static func extractor(for documentType: String) -> (any LinkExtractor)? {
    byType[documentType]
  }

  /// Whether a JSON document is a feed, by its type or its first bytes.
  ///
  /// - Parameters:
  ///   - prefix: The document from its first byte on.
  ///   - declared: The value of its `Content-Type`, where it has one.
  /// - Returns: Whether it says that it is one.
  public static func isFeed(_ prefix: Span<UInt8>, declared: String?) -> Bool {
    MediaTypes.isFeed(declared) || JSONDocument.kind(of: prefix) == .feed
  }

  /// Whether an XML document is one that has links, such as a feed or a sitemap.
  ///
  /// - Parameter prefix: The document from its first byte on.
  /// - Returns: Whether its root element says so; `true` also where it has not come yet.
  public static func mayHaveLinks(xml prefix: Span<UInt8>) -> Bool {
    XMLDocument.mayHaveLinks(prefix)
  }

  /// Whether a text is a list of addresses, one a line, as a sitemap may be.
  public static func isAddressList(_ text: Span<UInt8>) -> Bool { TextSitemap.isLikely(text) }

  private static let byType: [String: any LinkExtractor] = [
    "html": HTMLLinks(),
    "css": CSSLinks(),
    "sitemap": SitemapLinks(),
    "gzip": SitemapLinks(),
    "text": SitemapLinks(),
    "feed": FeedLinks(),
    "xml": FeedLinks(),
    "manifest": AppManifestLinks(),
    "json": FeedLinks(),
  ]
}
