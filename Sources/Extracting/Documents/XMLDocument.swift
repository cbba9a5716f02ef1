import Addressing
import CrawlModel
import Markup

/// Reads XML of any kind; the root element determines the kind, whatever was declared.
enum XMLDocument {
  /// Reports the links of a document.
  ///
  /// - Parameters:
  ///   - bytes: the document as served.
  ///   - context: what is known about it.
  ///   - found: receives the links.
  /// - Returns: further facts about the document.
  /// - Throws: `ExtractionError` if it could not be read completely.
  static func links(
    of bytes: Span<UInt8>, in context: DocumentContext, _ found: (Link) -> Void
  ) throws(ExtractionError) -> DocumentFacts {
    guard bytes.count <= SitemapLinks.maximumBytes else {
      _ = try links(of: bytes.extracting(..<SitemapLinks.maximumBytes), in: context, found)
      throw ExtractionError(
        code: .tooLarge,
        message:
          "only the first \(SitemapLinks.maximumBytes) bytes of a feed or sitemap are read",
        context: context.address.text)
    }
    let encoding = CharacterEncoding.ofXML(bytes, declared: context.declaredCharset)
    let facts = try withoutActuallyEscaping(found) { (found) throws(ExtractionError) in
      try encoding.withCleanText(bytes) { (text) throws(ExtractionError) in
        let sink = RootSink(DocumentLinks(base: context.address, of: bytes.count, found))
        let remarks = try read(text, into: sink, in: context)
        return sink.isPage ? nil : sink.facts(encoding: encoding.name, remarks)
      }
    }
    // A page or SVG that is served as XML; no link of it was reported.
    guard let facts else { return try HTMLLinks().extract(from: bytes, in: context, found) }
    return facts
  }

  /// Whether the root element, if it is in the prefix, is that of a document with links.
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

/// Determines the root element and forwards all events to the sink for its kind of document.
private final class RootSink: XMLSink {
  /// Collects the links; `nil` if only the root is needed.
  private let links: DocumentLinks?
  private var document: (any XMLDocumentSink)?
  private var hasRoot = false
  /// Whether the root is unknown.
  private(set) var isUnknown = false
  /// Whether `HTMLLinks` reads such documents.
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
    case _ where DescriptionSink.roots.contains(root):
      document = links.map { DescriptionSink($0) }
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
  /// The kind of document it reads.
  var kind: Link.Kind { get }
  /// The title of the document.
  var title: String? { get }
  /// Handles the end of the document.
  func finish()
}
