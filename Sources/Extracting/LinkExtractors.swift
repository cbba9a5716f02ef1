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
