import CrawlModel
import GRDB
import Statements

/// How states, kinds and roles are written in the journal.
enum JournalWords {
  /// The words for an outcome: a successful image is `stored`, a successful document `fetched`.
  static func words(_ column: Tally.Column, isImage: Bool) -> (status: String, reason: String?) {
    switch column {
    case .taken: (isImage ? "stored" : "fetched", nil)
    case .duplicate: ("duplicate", nil)
    case .unchanged: ("unchanged", nil)
    case .gone: ("gone", nil)
    case .pending: ("pending", nil)
    case .skipped(let reason): ("skipped", reason.rawValue)
    case .failed(let reason): ("failed", reason.rawValue)
    }
  }

  /// The column of the words; an unknown reason maps to the nearest known one.
  static func column(_ status: String, _ reason: String?) -> Tally.Column {
    switch status {
    case "stored", "fetched": .taken
    case "duplicate": .duplicate
    case "unchanged": .unchanged
    case "gone": .gone
    case "skipped": .skipped(reason.flatMap(SkipReason.init(rawValue:)) ?? .excluded)
    case "failed": .failed(reason.flatMap(FailureReason.init(rawValue:)) ?? .internal)
    default: .pending
    }
  }

  /// How a link was found, from its text and the word for its role.
  static func via(_ text: String?, _ role: String?) -> Via {
    Via(text ?? "", role.flatMap(Via.Role.init(rawValue:)) ?? .embedded)
  }

  /// The kind of a run.
  static func runKind(_ word: String) throws -> RunKind {
    guard let kind = RunKind(rawValue: word) else {
      throw DatabaseError.damage("a run of the kind \(word)")
    }
    return kind
  }

  /// How a run ended.
  static func ending(_ word: String) throws -> CrawlSummary.Ending {
    guard let ending = CrawlSummary.Ending(rawValue: word) else {
      throw DatabaseError.damage("a run that ended as \(word)")
    }
    return ending
  }

  /// The word for a kind of job.
  static func word(_ kind: Job.Kind) -> String {
    kind == .robots ? "robots" : kind.linkKind.rawValue
  }

  /// The kind of job of a word; an unknown word counts as a page.
  static func kind(_ word: String) -> Job.Kind {
    word == "robots" ? .robots : Link.Kind(rawValue: word).map { Job.Kind($0) } ?? .page
  }
}
