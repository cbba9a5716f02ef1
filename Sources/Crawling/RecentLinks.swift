import Addressing
import CrawlModel
import Extracting
import Scoping

/// The links that one worker gave to the frontier not long ago.
///
/// Of the links of a page most stand on the page before it as well. What was put once is never put
/// again, and what lies out of scope stays there, so such a link is only counted: no rule is asked, no
/// job is made, and the frontier is not told. Images are not kept here, because each place that shows
/// one is recorded.
///
/// A table of fixed size, in which a newer address takes the slot of an older one: forgetting costs
/// time and changes nothing. An address is known by a keyed 64-bit hash, as in the frontier.
///
/// A second such table knows what the references in pages led to, so that most of these links need
/// not even be read: of a page, only what its neighbours do not have goes through the parser.
final class RecentLinks: KnownLinks {
  /// How many addresses there is room for; 256 KiB, and as much again for the references.
  static let slotCount = 1 << 15

  // 0 in an empty slot.
  private var slots = [UInt64](repeating: 0, count: RecentLinks.slotCount)
  private var references = [UInt64](repeating: 0, count: RecentLinks.slotCount)
  private let key: Fingerprint.Key
  private let scope: Scope
  private var ofOrigin: UInt64 = 0
  private var ofFolder: UInt64 = 0

  /// Makes empty tables with a key of their own, for links as a scope knows them.
  init(_ scope: Scope) {
    self.scope = scope
    key = Fingerprint.Key(first: .random(in: 0...(.max)), second: .random(in: 0...(.max)))
  }

  // MARK: References

  /// Takes the references that follow as those of a document at this address.
  func begin(at base: WebAddress) {
    ofOrigin = hash(ReferenceContext.origin.part(of: base))
    ofFolder = hash(ReferenceContext.folder.part(of: base))
  }

  func isKnown(_ reference: Span<UInt8>) -> Bool {
    guard let number = number(of: reference) else { return false }
    return references[Int(number & UInt64(Self.slotCount - 1))] == number
  }

  func learn(_ reference: Span<UInt8>, _ link: Link) {
    guard let number = number(of: reference), contains(self.number(of: scope.canonical(link)))
    else { return }
    references[Int(number & UInt64(Self.slotCount - 1))] = number
  }

  private func number(of reference: Span<UInt8>) -> UInt64? {
    guard let context = ReferenceContext(of: reference) else { return nil }
    let value = Fingerprint(reference, key: key).value
    switch context {
    case .nothing: return max(1, value)
    case .origin: return max(1, value ^ ofOrigin)
    case .folder: return max(1, value ^ ofFolder)
    }
  }

  private func hash(_ text: Substring) -> UInt64 {
    Fingerprint(String(text), key: key).value &* 0x9E37_79B9_7F4A_7C15
  }

  // MARK: Addresses

  /// What stands for a link: its address and what is expected there.
  func number(of link: Link) -> UInt64 {
    let value = Fingerprint(link.address.text, key: key).value
    return value ^ (UInt64(Job.Kind(link.kind).rawValue) &* 0x9E37_79B9_7F4A_7C15)
  }

  /// Whether a link is known.
  func contains(_ number: UInt64) -> Bool {
    number != 0 && slots[Int(number & UInt64(Self.slotCount - 1))] == number
  }

  /// Takes in a link of which the frontier hears, or that no rule will ever let pass.
  func insert(_ number: UInt64) {
    slots[Int(number & UInt64(Self.slotCount - 1))] = number
  }

  /// Forgets links that would be judged otherwise elsewhere after all.
  func remove(_ links: some Sequence<Link>) {
    var isAny = false
    for link in links {
      isAny = true
      let number = number(of: link)
      if contains(number) { slots[Int(number & UInt64(Self.slotCount - 1))] = 0 }
    }
    // Which references led there nobody knows any more.
    if isAny { for index in references.indices { references[index] = 0 } }
  }
}

extension Verdict {
  /// Whether the same link would be judged the same way wherever it stands, or was put and needs no
  /// further judgement.
  var isFinal: Bool {
    switch self {
    case .follow: true
    case .skip(.scope), .skip(.excluded), .skip(.notIncluded), .skip(.notHTML): true
    case .skip, .keep: false
    }
  }
}
