import Addressing
import Bytes
public import CrawlModel

/// Extracts the pages, images and further sitemaps that a sitemap lists (sitemaps.org protocol 0.9,
/// with Google's extensions for images and videos).
///
/// A sitemap may be XML or a list of addresses, one per line, either of them compressed with gzip;
/// its content determines which. Namespaces are often wrong, so only local names count.
public struct SitemapLinks: LinkExtractor {
  /// The maximum size of an uncompressed sitemap in bytes: 50 MB, as in the protocol.
  public static let maximumBytes = 52_428_800

  /// Creates an extractor.
  public init() {}

  /// Reports `sitemap[loc]` for pages and sitemaps, `sitemap[image]` and `sitemap[video]` for
  /// images.
  ///
  /// If a compressed sitemap is damaged or too large, the links in the decompressed part are
  /// reported before this throws.
  public func extract(
    from bytes: Span<UInt8>, in context: DocumentContext, _ found: (Link) -> Void
  ) throws(ExtractionError) -> DocumentFacts {
    guard Gunzip.isPacked(bytes) else { return try Self.read(bytes, in: context, found) }
    var content: [UInt8] = []
    var failure: GunzipError?
    do throws(GunzipError) {
      try Gunzip.unpack(bytes, limit: Self.maximumBytes, into: &content)
    } catch {
      failure = error
    }
    // The header described the compressed bytes.
    let inside = DocumentContext(address: context.address)
    let facts = try Self.read(content.span, in: inside, found)
    guard let failure else { return facts }
    throw ExtractionError(
      code: failure.code == .tooLarge ? .tooLarge : .damaged, message: failure.description,
      context: context.address.text)
  }

  private static func read(
    _ bytes: Span<UInt8>, in context: DocumentContext, _ found: (Link) -> Void
  ) throws(ExtractionError) -> DocumentFacts {
    // A text that is too long is read as XML, which reports the error and contains no link.
    TextSitemap.isLikely(bytes) && bytes.count <= maximumBytes
      ? TextSitemap.links(of: bytes, in: context, found)
      : try XMLDocument.links(of: bytes, in: context, found)
  }
}
