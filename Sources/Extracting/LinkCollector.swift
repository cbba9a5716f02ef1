import Addressing
import CrawlModel

/// Resolves references of a document and reports the links at once.
struct LinkCollector {
  /// The maximum number of links reported per document.
  static let maximumLinks = 250_000

  /// The maximum length of a reported address in bytes; common servers reject longer ones.
  static let maximumAddressBytes = 8 * 1024
  /// The maximum total length of all addresses of one document in bytes, since a long base would
  /// multiply the size of short references.
  static let maximumBytes = 32 * 1024 * 1024
  /// The same for a small document: so many bytes for each of its own, and ``leastBytes``.
  static let bytesForEach = 32
  static let leastBytes = 1024 * 1024
  /// The length of a document's address up to which it allows the most links.
  static let usualNamingBytes = 256
  /// The maximum number of bytes that what is longer takes with all links of the document, each of
  /// which is recorded with that address.
  static let maximumNamingBytes = 16 * 1024 * 1024

  private var resolver: ReferenceResolver
  private var inlineImages: InlineImages
  private let found: (Link) -> Void

  /// Makes a collector for a document of so many bytes.
  init(
    base: WebAddress, of byteCount: Int, takesInlineImages: Bool = false,
    _ found: @escaping (Link) -> Void
  ) {
    inlineImages = InlineImages(isWanted: takesInlineImages)
    resolver = ReferenceResolver(base: base, of: byteCount)
    self.found = found
  }

  /// The base of relative references.
  var base: WebAddress {
    get { resolver.base }
    set { resolver.base = newValue }
  }

  /// Encodes queries in the document's encoding; `nil` for UTF-8.
  var queryEncoder: AddressReader.QueryEncoder? {
    get { resolver.queryEncoder }
    set { resolver.queryEncoder = newValue }
  }

  /// Resolves something that is not a link; returns `nil` if it cannot be fetched.
  func address(of reference: String) -> WebAddress? { resolver.address(of: reference[...]) }

  /// The number of links reported.
  private(set) var count = 0

  /// Whether links were omitted because of a limit.
  var isCut: Bool { resolver.isCut }

  /// Resolves a reference and reports the link; references that cannot be fetched are ignored.
  mutating func add(
    _ reference: String, _ kind: Link.Kind, _ via: Via,
    _ caption: @autoclosure () -> Caption = Caption()
  ) {
    let inline = kind == .image ? inlineImages.take(reference) : nil
    guard let address = inline == nil ? resolver.resolve(reference) : base,
      kind != .image || inline != nil || !TemplateMark.isIn(reference, ofImage: true)
    else { return }
    var link = Link(kind: kind, address: address, via: via, caption: caption())
    link.inline = inline
    count += 1
    found(link)
  }
}
