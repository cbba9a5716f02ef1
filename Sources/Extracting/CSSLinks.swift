public import CrawlModel
import Markup

/// Extracts the images and style sheets that a style sheet refers to.
public struct CSSLinks: LinkExtractor {
  /// Creates an extractor.
  public init() {}

  /// Reports `css[url]` for images and `css[@import]` for style sheets.
  public func extract(
    from bytes: Span<UInt8>, in context: DocumentContext, _ found: (Link) -> Void
  ) throws(ExtractionError) -> DocumentFacts {
    let encoding = CharacterEncoding.ofCSS(bytes, declared: context.declaredCharset)
    return encoding.withCleanText(bytes) { text in
      withoutActuallyEscaping(found) { found in
        var collector = LinkCollector(
          base: context.address, of: text.count, takesInlineImages: context.takesInlineImages, found
        )
        collector.queryEncoder = encoding.queryEncoder
        CSSReferences.scan(text, takesData: context.takesInlineImages) { reference in
          switch reference.kind {
          case .image: collector.add(reference.text, .image, Via("css[url]", .embedded))
          case .styleSheet:
            collector.add(reference.text, .stylesheet, Via("css[@import]", .embedded))
          }
        }
        return DocumentFacts(
          kind: .stylesheet, base: context.address, encoding: encoding.name,
          linkCount: collector.count,
          isCut: collector.isCut)
      }
    }
  }
}
