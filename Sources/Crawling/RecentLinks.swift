import Addressing
import CrawlModel

/// The links that one worker gave to the frontier not long ago.
///
/// Of the links of a page most stand on the page before it as well. What was put once is never put
/// again, and what lies out of scope stays there, so such a link is only counted: no rule is asked, no
/// job is made, and the frontier is not told. Images are not kept here, because each place that shows
/// one is recorded.
///
/// A table of fixed size, in which a newer address takes the slot of an older one: forgetting costs
/// time and changes nothing. An address is known by a keyed 64-bit hash, as in the frontier.
struct RecentLinks {
  /// How many addresses there is room for; 256 KiB.
  static let slotCount = 1 << 15

  // 0 in an empty slot.
  private var slots = [UInt64](repeating: 0, count: Self.slotCount)
  private let key: Fingerprint.Key

  /// Makes an empty table with a key of its own.
  init() {
    key = Fingerprint.Key(first: .random(in: 0...(.max)), second: .random(in: 0...(.max)))
  }

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
  mutating func insert(_ number: UInt64) {
    slots[Int(number & UInt64(Self.slotCount - 1))] = number
  }

  /// Forgets a link that would be judged otherwise elsewhere after all.
  mutating func remove(_ number: UInt64) {
    if contains(number) { slots[Int(number & UInt64(Self.slotCount - 1))] = 0 }
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
