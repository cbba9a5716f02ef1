public import CrawlModel

/// Extracts the pages and images of a feed: RSS of any version, Atom (RFC 4287), RDF, or JSON Feed
/// 1.1, determined by its content.
///
/// Images are in elements of the feed, of Media RSS and of podcast extensions, and in the HTML of
/// its entries, which `HTMLLinks` reads.
public struct FeedLinks: LinkExtractor {
  /// The maximum number of bytes read from the content of an entry.
  static let maximumContentLength = 8 << 20
  /// The maximum number of entry contents read; each needs a parser of its own.
  static let maximumContents = 50_000

  /// Creates an extractor.
  public init() {}

  /// Reports links with vias such as `feed[enclosure]` and `feed/img[src]`.
  public func extract(
    from bytes: Span<UInt8>, in context: DocumentContext, _ found: (Link) -> Void
  ) throws(ExtractionError) -> DocumentFacts {
    JSONDocument.isLikely(bytes)
      ? JSONDocument.links(of: bytes, in: context, expecting: .feed, found)
      : try XMLDocument.links(of: bytes, in: context, found)
  }
}
