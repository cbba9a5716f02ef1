import Addressing
import CrawlModel
import Extracting
import Scoping
import Threads

/// The recently processed links, which a worker only counts when it finds them again.
///
/// Most links of a page are also on the page before it. A link that was put into the frontier is
/// never put in again, and one that is out of scope stays out of scope, so neither is judged again
/// or turned into a job; most are not even parsed. Images are not remembered, because each place
/// that shows an image is recorded.
///
/// The links of a page are remembered only when they are certain to be put into the frontier. The
/// page is not done before that, so its links are found again if the crawl crashes.
final class RecentLinks: KnownLinks {
  private let memory: LinkMemory
  private let scope: Scope
  private var ofOrigin: UInt64 = 0
  private var ofFolder: UInt64 = 0
  /// The new links of the current page.
  private var new: Set<UInt64> = []
  private var newReferences: [(reference: UInt64, link: UInt64)] = []

  /// Creates an empty state for a worker; links are looked up in `memory` in the form that `scope`
  /// gives them.
  init(_ memory: LinkMemory, _ scope: Scope) {
    self.memory = memory
    self.scope = scope
  }

  // MARK: Pages

  /// Starts a document; the links that follow belong to it.
  func begin(at base: WebAddress) {
    let base = AddressBase(base)
    ofOrigin = hash(ReferenceContext.origin.part(of: base))
    ofFolder = hash(ReferenceContext.folder.part(of: base))
    new.removeAll(keepingCapacity: true)
    newReferences.removeAll(keepingCapacity: true)
  }

  /// Ends the document and remembers its new links.
  ///
  /// - Parameter lost: links that may get another verdict in another document.
  func end(without lost: some Sequence<Link>) {
    for link in lost { new.remove(number(of: link)) }
    for number in new { memory.links.insert(number) }
    for (reference, link) in newReferences where contains(link) {
      memory.references.insert(reference)
    }
  }

  // MARK: Links

  /// Returns the number that identifies a link, from its address, the kind of its target, and whether
  /// it is a frame, which may be wanted where a page is not.
  func number(of link: Link) -> UInt64 {
    let value = Fingerprint(link.address.text, key: memory.key).value
    let kind = UInt64(Job.Kind(link.kind).rawValue) + (link.via.role == .frame ? 256 : 0)
    return value ^ (kind &* 0x9E37_79B9_7F4A_7C15)
  }

  /// Whether a link is known.
  func contains(_ number: UInt64) -> Bool {
    memory.links.contains(number) || new.contains(number)
  }

  /// Adds a link that will be put into the frontier, or that the rules reject everywhere.
  func note(_ number: UInt64) { new.insert(number) }

  // MARK: References

  func isKnown(_ reference: Span<UInt8>) -> Bool {
    number(of: reference).map { memory.references.contains($0) } ?? false
  }

  func learn(_ reference: Span<UInt8>, _ link: Link) {
    guard let number = number(of: reference) else { return }
    newReferences.append((number, self.number(of: scope.canonical(link))))
  }

  private func number(of reference: Span<UInt8>) -> UInt64? {
    guard let context = ReferenceContext(of: reference) else { return nil }
    let value = Fingerprint(reference, key: memory.key).value
    switch context {
    case .nothing: return value
    case .origin: return value ^ ofOrigin
    case .folder: return value ^ ofFolder
    }
  }

  private func hash(_ text: String) -> UInt64 {
    Fingerprint(text, key: memory.key).value &* 0x9E37_79B9_7F4A_7C15
  }
}

extension Verdict {
  /// Whether the same link needs no other verdict: it is put into the frontier, or gets the same
  /// verdict in every document.
  func isFinal(for link: Link) -> Bool {
    switch self {
    case .follow: true
    // A frame may be too deep in others only here.
    case .skip(.scope), .skip(.excluded), .skip(.notIncluded): link.via.role != .frame
    case .skip, .keep, .fail: false
    }
  }
}
