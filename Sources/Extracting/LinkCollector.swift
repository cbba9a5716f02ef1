import Addressing
import CrawlModel

/// Turns references, as they stand in a document, into links, and gives each out at once.
struct LinkCollector {
  /// How many links of one document are given out; beyond, they are left out.
  static let maximumLinks = 250_000

  /// The longest address that is given out; common servers refuse longer ones.
  static let maximumAddressBytes = 8 * 1024
  /// How many bytes all addresses of one document may have together: a long base must not make
  /// much out of little.
  static let maximumBytes = 32 * 1024 * 1024

  private var resolver: ReferenceResolver
  private let found: (Link) -> Void

  init(base: WebAddress, _ found: @escaping (Link) -> Void) {
    resolver = ReferenceResolver(base: base)
    self.found = found
  }

  /// What relative references start from.
  var base: WebAddress {
    get { resolver.base }
    set { resolver.base = newValue }
  }

  /// Writes queries in the document's encoding; `nil` for UTF-8.
  var queryEncoder: AddressReader.QueryEncoder? {
    get { resolver.queryEncoder }
    set { resolver.queryEncoder = newValue }
  }

  /// How many links were given out.
  var count: Int { resolver.count }

  /// Whether links were left out because there were too many.
  var isCut: Bool { resolver.isCut }

  /// Resolves a reference and gives the link out; references that lead nowhere are no links.
  mutating func add(
    _ reference: String, _ kind: Link.Kind, _ via: Via,
    _ caption: @autoclosure () -> Caption = Caption()
  ) {
    guard let address = resolver.resolve(reference) else { return }
    found(Link(kind: kind, address: address, via: via, caption: caption()))
  }
}
