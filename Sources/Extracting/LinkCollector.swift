import Addressing
import CrawlModel

/// Turns references, as they stand in a document, into links.
struct LinkCollector {
  /// How many links of one document are given out; beyond, they are left out.
  static let maximumLinks = 250_000

  /// The longest address that is given out; common servers refuse longer ones.
  static let maximumAddressBytes = 8 * 1024
  /// How many bytes all addresses of one document may have together: a long base must not make
  /// much out of little.
  static let maximumBytes = 32 * 1024 * 1024

  /// What relative references start from.
  var base: WebAddress
  private(set) var count = 0
  private var addressBytes = 0
  private(set) var isCut = false
  private let found: (Link) -> Void

  init(base: WebAddress, _ found: @escaping (Link) -> Void) {
    self.base = base
    self.found = found
  }

  /// Resolves a reference and gives the link out; references that lead nowhere are no links.
  mutating func add(
    _ reference: String, _ kind: Link.Kind, _ via: Via,
    _ caption: @autoclosure () -> Caption = Caption()
  ) {
    let reference = reference.trimmingHTMLSpace
    guard let first = reference.utf8.first, first != "#" else { return }
    guard count < Self.maximumLinks else {
      isCut = true
      return
    }
    guard let address = try? WebAddress(String(reference), relativeTo: base) else { return }
    let length = address.text.utf8.count
    guard length <= Self.maximumAddressBytes else { return }
    guard addressBytes + length <= Self.maximumBytes else {
      isCut = true
      return
    }
    addressBytes += length
    count += 1
    found(Link(kind: kind, address: address, via: via, caption: caption()))
  }
}
