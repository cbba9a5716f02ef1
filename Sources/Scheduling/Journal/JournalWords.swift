import CrawlModel
import Statements

/// How columns of the books and kinds of jobs are written in the journal.
enum JournalWords {
  /// The words for what became of an address; a taken image is `stored`, a taken document `fetched`.
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

  /// The column of the words; a reason that this version does not know is the nearest it has.
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

  /// The column of a row that says what left the address out, or else what became of it.
  static func column(
    _ row: QuickStatement.Columns, leftOut: Int, status: Int, reason: Int
  ) -> Tally.Column {
    if let word = row.text(leftOut) { return column("skipped", word) }
    return column(row.text(status) ?? "pending", row.text(reason))
  }

  /// How a link was found, from its text and the word for its role.
  static func via(_ text: String, _ role: String?) -> Via {
    Via(text, role.flatMap(Via.Role.init(rawValue:)) ?? .embedded)
  }

  /// The word for a kind of job.
  static func word(_ kind: Job.Kind) -> String {
    kind == .robots ? "robots" : kind.linkKind.rawValue
  }

  static func kind(_ word: String) -> Job.Kind {
    word == "robots" ? .robots : Link.Kind(rawValue: word).map { Job.Kind($0) } ?? .page
  }
}

extension QuickStatement.Columns {
  /// A moment; `nil` where there is none that can be read.
  func moment(_ column: Int) -> Timestamp? {
    withText(column) { Timestamp(rfc3339: $0) } ?? nil
  }
}
