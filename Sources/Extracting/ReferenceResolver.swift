import Addressing
import Markup

/// Turns references, as they stand in a document, into addresses, and keeps the limits of one
/// document.
struct ReferenceResolver {
  /// What relative references start from.
  var base: WebAddress { didSet { prepared = AddressBase(base) } }
  private var prepared: AddressBase
  /// Writes queries in the document's encoding; `nil` for UTF-8.
  var queryEncoder: AddressReader.QueryEncoder?
  private(set) var count = 0
  private var addressBytes = 0
  private(set) var isCut = false

  init(base: WebAddress) {
    self.base = base
    prepared = AddressBase(base)
  }

  /// Resolves a reference; `nil` for one that leads nowhere, and for those beyond the limits.
  mutating func resolve(_ reference: String) -> WebAddress? {
    let reference = reference.trimmingHTMLSpace
    guard let first = reference.utf8.first, first != "#" else { return nil }
    guard count < LinkCollector.maximumLinks else {
      isCut = true
      return nil
    }
    guard
      let address = try? WebAddress(reference, relativeTo: prepared, queryEncoder: queryEncoder)
    else { return nil }
    let length = address.text.utf8.count
    guard length <= LinkCollector.maximumAddressBytes else { return nil }
    guard addressBytes + length <= LinkCollector.maximumBytes else {
      isCut = true
      return nil
    }
    addressBytes += length
    count += 1
    return address
  }

  /// Begins anew with another base, for a document whose base comes late.
  mutating func restart(from base: WebAddress) {
    self.base = base
    count = 0
    addressBytes = 0
  }

  /// Whether so many more references, found before, could be too much for one document.
  func mayExceedLimits(with more: KnownLinkCount) -> Bool {
    // An address has what its base has, and a byte may become three.
    let bytes = more.count * (base.text.utf8.count + 16) + 3 * more.bytes
    return isCut || count + more.count >= LinkCollector.maximumLinks
      || addressBytes + bytes >= LinkCollector.maximumBytes
  }

  /// Notes that something was left out.
  mutating func cut() { isCut = true }
}
