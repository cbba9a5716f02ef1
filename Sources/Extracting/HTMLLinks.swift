import Addressing
public import CrawlModel
import Markup

/// The links of an HTML page, found where `LinkSource.table` says.
public struct HTMLLinks: LinkExtractor {
  /// Makes an extractor.
  public init() {}

  /// Gives out the links of a page, and returns its title, base and language.
  public func extract(
    from bytes: Span<UInt8>, in context: DocumentContext, _ found: (Link) -> Void
  ) throws(ExtractionError) -> DocumentFacts {
    let encoding = CharacterEncoding.ofHTML(bytes, declared: context.declaredCharset)
    return try encoding.withCleanText(bytes) { (text) throws(ExtractionError) in
      try Self.read(text, in: context, encoding, found)
    }
  }

  private static func read(
    _ text: Span<UInt8>, in context: DocumentContext, _ encoding: CharacterEncoding,
    _ found: (Link) -> Void
  ) throws(ExtractionError) -> DocumentFacts {
    do throws(MarkupError) {
      let sink = HTMLLinkSink(
        LinkFinder(
          base: context.address, queryEncoder: encoding.queryEncoder,
          takesInlineImages: context.takesInlineImages))
      var options: HTMLReader.Options = [.conditionalComments, .rawText]
      // A page that begins as XML was written for readers of XML, in which `<script/>` is empty.
      if text.firstIndex(of: "<?xml", within: 64) != nil { options.insert(.emptyElements) }
      let interest = context.isReadInFull ? nil : LinkFinder.interest
      try HTMLReader(options, interest: interest).read(text, into: sink)
      return sink.finder.finish(encoding: encoding.name, found)
    } catch {
      throw ExtractionError(
        code: .parser, message: error.message, context: context.address.text)
    }
  }
}
