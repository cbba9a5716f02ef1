import CrawlModel

/// The available extractors.
public enum LinkExtractors {
  /// The maximum number of links reported per document.
  public static var maximumLinks: Int { LinkCollector.maximumLinks }

  /// Returns the extractor for a kind of document.
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
  ///   - prefix: the beginning of the document.
  ///   - declared: its `Content-Type`, if any.
  /// - Returns: whether it is a feed.
  public static func isFeed(_ prefix: Span<UInt8>, declared: String?) -> Bool {
    MediaTypes.isFeed(declared) || JSONDocument.kind(of: prefix) == .feed
  }

  /// Whether an XML document has links, such as a feed or a sitemap.
  ///
  /// - Parameter prefix: the beginning of the document.
  /// - Returns: whether its root element is that of such a document; `true` also if the prefix does
  ///   not contain it.
  public static func mayHaveLinks(xml prefix: Span<UInt8>) -> Bool {
    XMLDocument.mayHaveLinks(prefix)
  }

  /// Whether a text is a list of addresses, one per line, which may be a sitemap.
  public static func isAddressList(_ text: Span<UInt8>) -> Bool { TextSitemap.isLikely(text) }
}
