import Addressing
import CrawlModel

/// How large a candidate of an image is, as far as the document tells.
struct VariantRank: Comparable {
  /// Words come before numbers: what is called a thumbnail is the smallest, what is called full the
  /// largest, whatever widths stand beside them.
  enum Tier: Int { case small, plain, measured, full }

  var tier: Tier
  /// Pixels, or whatever else puts those of one tier into order.
  var size: Double

  static func < (left: VariantRank, right: VariantRank) -> Bool {
    left.tier == right.tier ? left.size < right.size : left.tier.rawValue < right.tier.rawValue
  }
}

/// Candidates for the same place on a page, of which a browser shows only one.
///
/// The candidates of an `img` and its lazy attributes are one group, those of a whole `picture` as
/// well; on other elements, attributes whose names differ only by words of size.
struct VariantGroups {
  private struct Candidate {
    var link: Int
    var rank: VariantRank
    var stem: String
  }

  private var open: [Candidate] = []
  /// Whether any link was found to be the lesser one.
  private(set) var foundLesser = false

  /// Notes a candidate of the group at hand.
  mutating func add(link: Int, _ rank: VariantRank, stem: String = "") {
    open.append(Candidate(link: link, rank: rank, stem: stem))
  }

  /// Ends the group at hand: all but the largest are lesser; of equals the first is taken, as
  /// browsers take the first source.
  mutating func close(_ links: inout [Link]) {
    defer { open.removeAll(keepingCapacity: true) }
    guard open.count > 1 else { return }
    var best: [String: Candidate] = [:]
    for candidate in open {
      if let other = best[candidate.stem], other.rank >= candidate.rank { continue }
      best[candidate.stem] = candidate
    }
    for candidate in open where best[candidate.stem]?.link != candidate.link {
      links[candidate.link].isLesserVariant = true
      foundLesser = true
    }
  }

  /// What is the largest in one place is no lesser in another.
  static func settle(_ links: inout [Link]) {
    var taken: Set<String> = []
    for link in links where link.kind == .image && !link.isLesserVariant {
      taken.insert(link.key.text)
    }
    for index in links.indices
    where links[index].isLesserVariant && taken.contains(links[index].key.text) {
      links[index].isLesserVariant = false
    }
  }
}
