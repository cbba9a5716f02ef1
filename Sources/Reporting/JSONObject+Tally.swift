import Bytes
import CrawlModel

extension JSONObject {
  /// Writes the counts of images or documents as members; `taken` is the key of those that were
  /// stored or fetched.
  mutating func tally(_ tally: Tally, taken: String) {
    member("discovered", tally.discovered)
    member(named: taken, tally.taken)
    member("duplicate", tally.duplicate)
    member("unchanged", tally.unchanged)
    member("gone", tally.gone)
    object("skipped") { $0.reasons(tally.skipped) }
    object("failed") { $0.reasons(tally.failed) }
    member("pending", tally.pending)
  }

  private mutating func reasons<Reason: RawRepresentable<String>>(_ counts: [Reason: Int]) {
    for (reason, number) in counts.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      member(named: reason.rawValue, number)
    }
  }
}
