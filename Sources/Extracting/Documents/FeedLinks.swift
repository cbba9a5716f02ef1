public import CrawlModel

/// The pages and images of a feed: RSS of any version, Atom (RFC 4287), RDF, or JSON Feed 1.1; its
/// content says which.
///
/// Images stand in elements of their own, of the feed or of Media RSS and podcast extensions, and
/// in the HTML of its entries, which `HTMLLinks` reads.
public struct FeedLinks: LinkExtractor {
  /// How much of the content of an entry is read.
  static let maximumContentLength = 8 << 20
  /// How many contents of a feed are read; each takes a parser of its own.
  static let maximumContents = 50_000

  /// Makes an extractor.
  public init() {}

  /// Gives out links with sources such as `feed[enclosure]` and `feed/img[src]`.
  public func extract(
    from bytes: Span<UInt8>, in context: DocumentContext, _ found: (Link) -> Void
  ) throws(ExtractionError) -> DocumentFacts {
    JSONDocument.isLikely(bytes)
      ? JSONDocument.links(of: bytes, in: context, expecting: .feed, found)
      : try XMLDocument.links(of: bytes, in: context, found)
  }
}
