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

  private var resolver: ReferenceResolver
  private var inlineImages: InlineImages
  private var inlineCount = 0
  private let found: (Link) -> Void

  init(
    base: WebAddress, takesInlineImages: Bool = false, _ found: @escaping (Link) -> Void
  ) {
    inlineImages = InlineImages(isWanted: takesInlineImages)
    resolver = ReferenceResolver(base: base)
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

  /// The number of links reported.
  var count: Int { resolver.count + inlineCount }

  /// Whether links were omitted because of a limit.
  var isCut: Bool { resolver.isCut }

  /// Resolves a reference and reports the link; references that cannot be fetched are ignored.
  mutating func add(
    _ reference: String, _ kind: Link.Kind, _ via: Via,
    _ caption: @autoclosure () -> Caption = Caption()
  ) {
    if kind == .image, Placeholder.isIn(reference, ofImage: true) { return }
    if kind == .image, let inline = inlineImages.take(reference) {
      var link = Link(kind: kind, address: base, via: via, caption: caption())
      link.inline = inline
      inlineCount += 1
      return found(link)
    }
    guard let address = resolver.resolve(reference) else { return }
    found(Link(kind: kind, address: address, via: via, caption: caption()))
  }
}
