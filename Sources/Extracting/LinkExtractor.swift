public import Addressing
public import CrawlModel

/// Extracts the links from one kind of document.
///
/// Extractors are values without state; any thread may use one. The cost is linear in the length of
/// the document, whatever it contains.
public protocol LinkExtractor: Sendable {
  /// Reads a document and passes each link in it to `found`, in document order.
  ///
  /// The same address may be reported more than once. References that cannot be fetched (`data:`,
  /// `mailto:`, a bare fragment, invalid addresses) are ignored.
  ///
  /// - Parameters:
  ///   - bytes: the document as served, after content decoding.
  ///   - context: what is known about it.
  ///   - found: receives the links, on this thread.
  /// - Returns: further facts about the document.
  /// - Throws: `ExtractionError` if the document could not be read at all.
  func extract(
    from bytes: Span<UInt8>, in context: DocumentContext, _ found: (Link) -> Void
  ) throws(ExtractionError) -> DocumentFacts

  /// Does the same, but may count known links instead of reporting them, see
  /// ``DocumentFacts/knownLinks``.
  func extract(
    from bytes: Span<UInt8>, in context: DocumentContext, leavingOut known: any KnownLinks,
    _ found: (Link) -> Void
  ) throws(ExtractionError) -> DocumentFacts
}

extension LinkExtractor {
  /// Reports all links.
  public func extract(
    from bytes: Span<UInt8>, in context: DocumentContext, leavingOut known: any KnownLinks,
    _ found: (Link) -> Void
  ) throws(ExtractionError) -> DocumentFacts {
    try extract(from: bytes, in: context, found)
  }
}

/// What is known about a document before it is read.
public struct DocumentContext: Sendable, Hashable {
  /// Its own address after redirects, the base of relative references.
  public var address: WebAddress
  /// The `charset` of its HTTP header, if any.
  public var declaredCharset: String?
  /// Whether `data:` images in it are wanted.
  public var takesInlineImages: Bool
  /// Whether libxml2 reads an HTML page in full, including what cannot matter; the links are the
  /// same.
  public var isReadInFull: Bool

  /// Creates a context from its parts.
  public init(
    address: WebAddress, declaredCharset: String? = nil, takesInlineImages: Bool = false,
    isReadInFull: Bool = false
  ) {
    self.address = address
    self.declaredCharset = declaredCharset
    self.takesInlineImages = takesInlineImages
    self.isReadInFull = isReadInFull
  }
}

/// A `meta` element for crawlers: `robots`, the name of this crawler, and those of the TDM
/// Reservation Protocol.
public struct PageDirective: Sendable, Hashable {
  /// The name in lower case.
  public var name: String
  /// Its content.
  public var content: String

  /// Creates a directive from its parts.
  public init(name: String, content: String) {
    self.name = name
    self.content = content
  }
}

/// The properties of a document other than its links.
public struct DocumentFacts: Sendable, Hashable {
  /// Its kind; `nil` for an XML document of a kind without links.
  public var kind: Link.Kind?
  /// The text of its title with white space collapsed; `nil` if it has none.
  public var title: String?
  /// The base of its relative references.
  public var base: WebAddress
  /// Its `meta` elements for crawlers, in document order.
  public var directives: [PageDirective] = []
  /// The language it declares, as written; empty if it declares that it is unknown.
  public var language: String?
  /// The encoding it was read in, by its name in the Encoding standard.
  public var encoding: String
  /// The number of links reported.
  public var linkCount: Int
  /// The number of further links to pages, all of them known.
  public var knownLinks = 0
  /// Whether links were omitted because there were more than `LinkCollector.maximumLinks`.
  public var isCut: Bool

  /// Creates facts from their parts.
  public init(
    kind: Link.Kind? = nil, title: String? = nil, base: WebAddress, language: String? = nil,
    encoding: String,
    linkCount: Int = 0, isCut: Bool = false
  ) {
    self.kind = kind
    self.title = title
    self.base = base
    self.language = language
    self.encoding = encoding
    self.linkCount = linkCount
    self.isCut = isCut
  }
}
