import Addressing
import CrawlModel
import Markup

/// Reads XML of any kind and lets the root element decide what it is, whatever it was said to be.
enum XMLDocument {
  /// Gives out the links of a document.
  ///
  /// - Parameters:
  ///   - bytes: The document as it was served.
  ///   - context: Where it came from.
  ///   - found: Takes the links.
  /// - Returns: What else the document says.
  /// - Throws: `ExtractionError` when it could not be read at all.
  static func links(
    of bytes: Span<UInt8>, in context: DocumentContext, _ found: (Link) -> Void
  ) throws(ExtractionError) -> DocumentFacts {
    let encoding = CharacterEncoding.ofXML(bytes, declared: context.declaredCharset)
    let facts = try encoding.withCleanText(bytes) { (text) throws(ExtractionError) in
      try read(text, in: context, encoding, found)
    }
    // A page or drawing that is served as XML; nothing of it was given out.
    guard let facts else { return try HTMLLinks().extract(from: bytes, in: context, found) }
    return facts
  }

  private static func read(
    _ text: Span<UInt8>, in context: DocumentContext, _ encoding: CharacterEncoding,
    _ found: (Link) -> Void
  ) throws(ExtractionError) -> DocumentFacts? {
    do throws(MarkupError) {
      return try withoutActuallyEscaping(found) { (found) throws(MarkupError) in
        let sink = RootSink(LinkCollector(base: context.address, found))
        let remarks = try XMLReader().read(text, into: sink)
        return sink.isPage ? nil : sink.facts(encoding: encoding.name, remarks)
      }
    } catch {
      throw ExtractionError(
        code: .parser, message: error.message, context: context.address.text)
    }
  }
}

/// Waits for the root element, and hands everything on to what is made for such documents.
private final class RootSink: XMLSink {
  private let links: DocumentLinks
  private var document: (any XMLDocumentSink)?
  private var isUnknown = false
  /// Whether it is what `HTMLLinks` reads.
  private(set) var isPage = false

  init(_ collector: LinkCollector) { links = DocumentLinks(collector) }

  func startElement(_ element: XMLElement) {
    if document == nil, !isUnknown {
      switch element.name {
      case "urlset", "sitemapindex": document = SitemapSink(links, root: element.name)
      case "rss", "feed", "rdf", "channel": document = FeedSink(links)
      default:
        isUnknown = true
        isPage = element.name == "html" || element.name == "svg"
      }
    }
    document?.startElement(element)
  }

  func endElement(_ name: MarkupName) { document?.endElement(name) }

  func characters(_ text: Span<UInt8>) { document?.characters(text) }

  func facts(encoding: String, _ remarks: XMLRemarks) -> DocumentFacts {
    document?.finish()
    return DocumentFacts(
      kind: document?.kind, title: document?.title, base: links.collector.base,
      encoding: encoding, linkCount: links.collector.count,
      isCut: links.collector.isCut || remarks.contains(.excess))
  }
}

/// A sink for one kind of document.
protocol XMLDocumentSink: XMLSink {
  /// What it is made for.
  var kind: Link.Kind { get }
  /// The title of the document.
  var title: String? { get }
  /// Ends the document.
  func finish()
}

/// The one collector that all readers of a document share.
final class DocumentLinks {
  var collector: LinkCollector

  init(_ collector: LinkCollector) { self.collector = collector }

  /// Gives a link out, see `LinkCollector`.
  func add(
    _ reference: String, _ kind: Link.Kind, _ via: Via,
    _ caption: @autoclosure () -> Caption = Caption()
  ) {
    collector.add(reference, kind, via, caption())
  }
}
