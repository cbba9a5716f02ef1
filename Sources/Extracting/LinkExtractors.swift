import CrawlModel

/// The extractors by kind of document.
public enum LinkExtractors {
  /// The extractor that reads a kind of document.
  public static func extractor(for kind: DocumentKind) -> any LinkExtractor {
    switch kind {
    case .html: HTMLLinks()
    case .css: CSSLinks()
    case .sitemap, .gzip, .text: SitemapLinks()
    case .feed, .xml, .json: FeedLinks()
    case .manifest: AppManifestLinks()
    }
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
}
