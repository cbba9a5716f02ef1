import Addressing
public import CrawlModel
import Markup

/// Extracts the links of an HTML page according to `LinkSource.table`.
public struct HTMLLinks: LinkExtractor {
  /// Creates an extractor.
  public init() {}

  /// Reports the links of a page, and returns its title, base and language.
  public func extract(
    from bytes: Span<UInt8>, in context: DocumentContext, _ found: (Link) -> Void
  ) throws(ExtractionError) -> DocumentFacts {
    try Self.extract(from: bytes, in: context, nil, found)
  }

  /// Reports the links of a page that are not known, and counts the others.
  public func extract(
    from bytes: Span<UInt8>, in context: DocumentContext, leavingOut known: any KnownLinks,
    _ found: (Link) -> Void
  ) throws(ExtractionError) -> DocumentFacts {
    try Self.extract(from: bytes, in: context, known, found)
  }

  private static func extract(
    from bytes: Span<UInt8>, in context: DocumentContext, _ known: (any KnownLinks)?,
    _ found: (Link) -> Void
  ) throws(ExtractionError) -> DocumentFacts {
    let encoding = CharacterEncoding.ofHTML(bytes, declared: context.declaredCharset)
    return try encoding.withCleanText(bytes) { (text) throws(ExtractionError) in
      try read(text, in: context, encoding, known, found)
    }
  }

  private static func read(
    _ text: Span<UInt8>, in context: DocumentContext, _ encoding: CharacterEncoding,
    _ known: (any KnownLinks)?, _ found: (Link) -> Void
  ) throws(ExtractionError) -> DocumentFacts {
    let sink = HTMLLinkSink(
      LinkFinder(
        base: context.address, of: text.count, queryEncoder: encoding.queryEncoder,
        takesInlineImages: context.takesInlineImages))
    var options: HTMLReader.Options = [.conditionalComments, .rawText]
    // A page that begins like XML was written for XML parsers, in which `<script/>` is empty.
    if text.firstIndex(of: "<?xml", within: 64) != nil { options.insert(.emptyElements) }
    let interest = context.isReadInFull ? nil : LinkFinder.interest
    let leftOut: KnownLinkCount
    do throws(MarkupError) {
      leftOut = try HTMLReader(options, interest: interest).read(
        text, into: sink, leavingOut: known)
    } catch {
      throw ExtractionError(
        code: .parser, message: error.message, context: context.address.text)
    }
    // Only the whole page determines which links are beyond the limits.
    if leftOut.count > 0, sink.finder.resolver.mayExceedLimits(with: leftOut) {
      return try read(text, in: context, encoding, nil, found)
    }
    var facts = sink.finder.finish(encoding: encoding.name, teaching: known, found)
    facts.knownLinks = leftOut.count
    return facts
  }
}
