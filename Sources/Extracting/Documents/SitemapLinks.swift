import Addressing
import Bytes
public import CrawlModel

/// The pages, images and further sitemaps that a sitemap lists (sitemaps.org protocol 0.9, with
/// Google's extensions for images and videos).
///
/// A sitemap may be XML, a list of addresses one a line, and either of them packed with gzip; its
/// content says which. Namespaces are often wrong, so only names count.
public struct SitemapLinks: LinkExtractor {
  /// The largest sitemap that is read, unpacked: 50 MB, as the protocol has it.
  public static let maximumBytes = 52_428_800

  /// Makes an extractor.
  public init() {}

  /// Gives out `sitemap[loc]` for pages and sitemaps, `sitemap[image]` and `sitemap[video]` for
  /// images.
  ///
  /// Where a packed sitemap is damaged or too large, the links of what could be unpacked are given
  /// out before this throws.
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
    // The header was about the packed bytes.
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
    // A text that is too long is read as XML, which says so and has no link in it.
    TextSitemap.isLikely(bytes) && bytes.count <= maximumBytes
      ? TextSitemap.links(of: bytes, in: context, found)
      : try XMLDocument.links(of: bytes, in: context, found)
  }
}
