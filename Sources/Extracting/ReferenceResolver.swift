import Bytes
import Addressing
import Markup

/// Resolves the references of one document within its limits.
struct ReferenceResolver {
  /// The base of relative references.
  var base: WebAddress { didSet { prepared = AddressBase(base) } }
  private var prepared: AddressBase
  /// Encodes queries in the document's encoding; `nil` for UTF-8.
  var queryEncoder: AddressReader.QueryEncoder?
  private(set) var count = 0
  private let maximumCount: Int
  private let maximumBytes: Int
  private var addressBytes = 0
  private var names = InternationalNames()
  private var isShortened = false

  /// Makes a resolver for a document of so many bytes.
  init(base: WebAddress, of byteCount: Int) {
    self.base = base
    prepared = AddressBase(base)
    let excess = base.text.utf8.count - LinkCollector.usualNamingBytes
    maximumCount = min(
      LinkCollector.maximumLinks, LinkCollector.maximumNamingBytes / max(1, excess))
    maximumBytes = min(
      LinkCollector.maximumBytes,
      LinkCollector.leastBytes
        + LinkCollector.bytesForEach * min(byteCount, LinkCollector.maximumBytes))
  }

  /// Resolves a reference; returns `nil` if it cannot be fetched or exceeds a limit.
  mutating func resolve(_ reference: String) -> WebAddress? {
    let reference = reference.trimmingHTMLSpace
    guard let first = reference.utf8.first, first != "#" else { return nil }
    guard count < maximumCount, addressBytes <= maximumBytes else {
      cut()
      return nil
    }
    guard let address = address(of: reference) else { return nil }
    let length = address.text.utf8.count
    // One that is too long has cost its bytes, too.
    addressBytes += length
    guard length <= LinkCollector.maximumAddressBytes else { return nil }
    guard addressBytes <= maximumBytes else {
      cut()
      return nil
    }
    count += 1
    return address
  }

  /// Resolves something that is not a link, such as a base or a license; returns `nil` if it cannot
  /// be fetched.
  func address(of reference: Substring) -> WebAddress? {
    try? WebAddress(reference, relativeTo: prepared, queryEncoder: queryEncoder, names: names)
  }

  /// Starts again with another base, for a document whose base comes late.
  mutating func restart(from base: WebAddress) {
    self.base = base
    count = 0
    addressBytes = 0
    names = InternationalNames()
  }

  /// Whether this many further references could exceed the limits of one document.
  func mayExceedLimits(with more: KnownLinkCount) -> Bool {
    // An address contains its base, and a byte may become three.
    let bytes = more.count * (base.text.utf8.count + 16) + 3 * more.bytes
    return isCut || count + more.count >= maximumCount
      || addressBytes + bytes >= maximumBytes
  }

  /// Whether something was omitted because of a limit.
  var isCut: Bool { isShortened || names.isCut }

  /// Records that something was omitted.
  mutating func cut() { isShortened = true }
}
