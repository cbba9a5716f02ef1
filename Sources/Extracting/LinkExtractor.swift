public import Addressing
public import CrawlModel

/// Finds the links in one kind of document.
///
/// Extractors are values without state; any thread may use one. The cost is linear in the
/// document, whatever its bytes are.
public protocol LinkExtractor: Sendable {
  /// Reads a document and gives each link in it to `found`, in document order.
  ///
  /// The same address may come more than once. References that lead nowhere a crawler can go
  /// (`data:`, `mailto:`, a bare fragment, bad addresses) are left out silently.
  ///
  /// - Parameters:
  ///   - bytes: The document as it was served, content encodings undone.
  ///   - context: Where it came from.
  ///   - found: Takes the links, on this thread.
  /// - Returns: What else the document says.
  /// - Throws: `ExtractionError` when the document could not be read at all.
  func extract(
    from bytes: Span<UInt8>, in context: DocumentContext, _ found: (Link) -> Void
  ) throws(ExtractionError) -> DocumentFacts

  /// The same, but links that are known may be counted instead of given out, see
  /// ``DocumentFacts/knownLinks``.
  func extract(
    from bytes: Span<UInt8>, in context: DocumentContext, leavingOut known: any KnownLinks,
    _ found: (Link) -> Void
  ) throws(ExtractionError) -> DocumentFacts
}

extension LinkExtractor {
  /// Gives out all links.
  public func extract(
    from bytes: Span<UInt8>, in context: DocumentContext, leavingOut known: any KnownLinks,
    _ found: (Link) -> Void
  ) throws(ExtractionError) -> DocumentFacts {
    try extract(from: bytes, in: context, found)
  }
}

/// What is known about a document before it is read.
public struct DocumentContext: Sendable, Hashable {
  /// Its own address, after redirects; relative links start from it.
  public var address: WebAddress
  /// The `charset` of its HTTP header, if any.
  public var declaredCharset: String?
  /// Whether images are wanted that stand in it as `data:` addresses.
  public var takesInlineImages: Bool
  /// Whether libxml2 reads all of an HTML page, also what cannot matter; finds the same links.
  public var isReadInFull: Bool

  /// Makes a context from its parts.
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

/// A `meta` element that speaks to crawlers: `robots`, the name of this one, and those of the TDM
/// Reservation Protocol.
public struct PageDirective: Sendable, Hashable {
  /// The name in lower case.
  public var name: String
  /// What it says.
  public var content: String

  /// Makes a directive from its parts.
  public init(name: String, content: String) {
    self.name = name
    self.content = content
  }
}

/// What a document says about itself.
public struct DocumentFacts: Sendable, Hashable {
  /// What it turned out to be; `nil` for an XML document of a kind that has no links.
  public var kind: Link.Kind?
  /// The text of its title, white space collapsed; `nil` where it has none.
  public var title: String?
  /// The address its relative links start from.
  public var base: WebAddress
  /// The `meta` elements in it that speak to crawlers, in document order.
  public var directives: [PageDirective] = []
  /// The language it declares for itself, as it stands there.
  public var language: String?
  /// The Encoding standard's name of the encoding it was read in.
  public var encoding: String
  /// How many links were given out.
  public var linkCount: Int
  /// How many further links to pages there are, each of them known.
  public var knownLinks = 0
  /// Whether links were left out because there were more than `LinkCollector.maximumLinks`.
  public var isCut: Bool

  /// Makes facts from their parts.
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
