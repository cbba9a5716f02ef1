import Addressing
import CrawlModel
import Extracting
import Scoping
import Threads

/// Tells a worker which links of the page at hand need no word more.
///
/// Of the links of a page most stand on the page before it as well. What was put once is never put
/// again, and what lies out of scope stays there, so such a link is only counted: no rule is asked, no
/// job is made, and the frontier is not told; most of them are not even read. Images are not kept here,
/// because each place that shows one is recorded.
///
/// What a page brings is remembered once it is certain that the frontier will hear of it: a page whose
/// links others count on is not done before, so that what it brings is found again if the crawl dies.
final class RecentLinks: KnownLinks {
  private let memory: LinkMemory
  private let scope: Scope
  private var ofOrigin: UInt64 = 0
  private var ofFolder: UInt64 = 0
  /// What the page at hand brings.
  private var new: Set<UInt64> = []
  private var newReferences: [(reference: UInt64, link: UInt64)] = []

  /// Asks a memory for links as a scope knows them.
  init(_ memory: LinkMemory, _ scope: Scope) {
    self.memory = memory
    self.scope = scope
  }

  // MARK: Pages

  /// Takes what follows as standing in a document at this address.
  func begin(at base: WebAddress) {
    let base = AddressBase(base)
    ofOrigin = hash(ReferenceContext.origin.part(of: base))
    ofFolder = hash(ReferenceContext.folder.part(of: base))
    new.removeAll(keepingCapacity: true)
    newReferences.removeAll(keepingCapacity: true)
  }

  /// Remembers what the document brought.
  ///
  /// - Parameter lost: links that would be judged otherwise elsewhere after all.
  func end(without lost: some Sequence<Link>) {
    for link in lost { new.remove(number(of: link)) }
    for number in new { memory.links.insert(number) }
    for (reference, link) in newReferences where contains(link) {
      memory.references.insert(reference)
    }
  }

  // MARK: Links

  /// What stands for a link: its address and what is expected there.
  func number(of link: Link) -> UInt64 {
    let value = Fingerprint(link.address.text, key: memory.key).value
    return value ^ (UInt64(Job.Kind(link.kind).rawValue) &* 0x9E37_79B9_7F4A_7C15)
  }

  /// Whether a link is known.
  func contains(_ number: UInt64) -> Bool {
    memory.links.contains(number) || new.contains(number)
  }

  /// Notes a link of which the frontier will hear, or that no rule will ever let pass.
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
  /// Whether the same link would be judged the same way wherever it stands, or was put and needs no
  /// further judgement.
  var isFinal: Bool {
    switch self {
    case .follow: true
    case .skip(.scope), .skip(.excluded), .skip(.notIncluded), .skip(.notHTML): true
    case .skip, .keep, .fail: false
    }
  }
}
