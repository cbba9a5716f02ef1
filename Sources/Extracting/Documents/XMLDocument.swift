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
  /// - Throws: `ExtractionError` when it could not be read at all, or not to its end.
  static func links(
    of bytes: Span<UInt8>, in context: DocumentContext, _ found: (Link) -> Void
  ) throws(ExtractionError) -> DocumentFacts {
    guard bytes.count <= SitemapLinks.maximumBytes else {
      _ = try links(of: bytes.extracting(..<SitemapLinks.maximumBytes), in: context, found)
      throw ExtractionError(
        code: .tooLarge,
        message:
          "of a feed or sitemap \(SitemapLinks.maximumBytes) bytes are read, and not the rest",
        context: context.address.text)
    }
    let encoding = CharacterEncoding.ofXML(bytes, declared: context.declaredCharset)
    let facts = try withoutActuallyEscaping(found) { (found) throws(ExtractionError) in
      try encoding.withCleanText(bytes) { (text) throws(ExtractionError) in
        let sink = RootSink(DocumentLinks(base: context.address, found))
        let remarks = try read(text, into: sink, in: context)
        return sink.isPage ? nil : sink.facts(encoding: encoding.name, remarks)
      }
    }
    // A page or drawing that is served as XML; nothing of it was given out.
    guard let facts else { return try HTMLLinks().extract(from: bytes, in: context, found) }
    return facts
  }

  /// Whether the root element is that of a document that has links, as far as the first bytes tell.
  static func mayHaveLinks(_ prefix: Span<UInt8>) -> Bool {
    let encoding = CharacterEncoding.ofXML(prefix)
    return encoding.withCleanText(prefix) { text in
      let sink = RootSink(nil)
      _ = try? XMLReader().read(text, into: sink)
      return !sink.isUnknown || sink.isPage
    }
  }

  private static func read(
    _ text: Span<UInt8>, into sink: RootSink, in context: DocumentContext
  ) throws(ExtractionError) -> XMLRemarks {
    do throws(MarkupError) {
      return try XMLReader().read(text, into: sink)
    } catch {
      throw ExtractionError(
        code: .parser, message: error.message, context: context.address.text)
    }
  }
}

/// Waits for the root element, and hands everything on to what is made for such documents.
private final class RootSink: XMLSink {
  /// What takes the links; `nil` when only the root is of interest.
  private let links: DocumentLinks?
  private var document: (any XMLDocumentSink)?
  private var hasRoot = false
  /// Whether the root is none that we know.
  private(set) var isUnknown = false
  /// Whether it is what `HTMLLinks` reads.
  private(set) var isPage = false

  init(_ links: DocumentLinks?) { self.links = links }

  func startElement(_ element: XMLElement) {
    if !hasRoot { begin(element.name) }
    document?.startElement(element)
  }

  private func begin(_ root: MarkupName) {
    hasRoot = true
    switch root {
    case "urlset", "sitemapindex": document = links.map { SitemapSink($0, root: root) }
    case "rss", "feed", "rdf", "channel": document = links.map { FeedSink($0) }
    default:
      isUnknown = true
      isPage = root == "html" || root == "svg"
    }
  }

  func endElement(_ name: MarkupName) { document?.endElement(name) }

  func characters(_ text: Span<UInt8>) { document?.characters(text) }

  func facts(encoding: String, _ remarks: XMLRemarks) -> DocumentFacts? {
    document?.finish()
    return links.map { links in
      DocumentFacts(
        kind: document?.kind, title: document?.title, base: links.base, encoding: encoding,
        linkCount: links.count, isCut: links.isCut || remarks.contains(.excess))
    }
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
