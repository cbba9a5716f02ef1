import Addressing
import CrawlModel

/// The size of an image candidate, as far as the document states it.
struct VariantRank: Comparable {
  /// Names take precedence over numbers: a candidate named thumbnail is the smallest, one named
  /// full the largest, whatever their widths.
  enum Tier: Int { case small, plain, measured, full }

  var tier: Tier
  /// The number of pixels, or another measure that orders the candidates of one tier.
  var size: Double

  static func < (left: VariantRank, right: VariantRank) -> Bool {
    left.tier == right.tier ? left.size < right.size : left.tier.rawValue < right.tier.rawValue
  }
}

/// The candidates for one place on a page, of which a browser shows only one.
///
/// The candidates of an `img` and its lazy attributes form one group, and so do those of a whole
/// `picture`. On other elements, attributes belong together if their names differ only in words for
/// sizes.
struct VariantGroups {
  private struct Candidate {
    var link: Int
    var rank: VariantRank
    var stem: String
  }

  private var open: [Candidate] = []
  /// Whether any link was marked as a lesser candidate.
  private(set) var foundLesser = false

  /// Adds a candidate to the current group.
  mutating func add(link: Int, _ rank: VariantRank, stem: String = "") {
    open.append(Candidate(link: link, rank: rank, stem: stem))
  }

  /// Ends the current group: all candidates but the largest are marked as lesser ones.
  ///
  /// Of equal candidates the first is the largest, as browsers use the first source.
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

  /// A link that is the largest candidate in one place is not a lesser one elsewhere.
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
