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

  /// The column of the words.
  static func column(_ status: String, _ reason: String?) throws -> Tally.Column {
    switch status {
    case "stored", "fetched": return .taken
    case "duplicate": return .duplicate
    case "unchanged": return .unchanged
    case "gone": return .gone
    case "pending": return .pending
    case "skipped":
      if let reason = reason.flatMap(SkipReason.init(rawValue:)) { return .skipped(reason) }
    case "failed":
      if let reason = reason.flatMap(FailureReason.init(rawValue:)) { return .failed(reason) }
    default: break
    }
    throw DatabaseError.damage("the outcome '\(status)' with the reason '\(reason ?? "none")'")
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

  /// The kind of job of a word.
  static func kind(_ word: String) throws -> Job.Kind {
    if word == "robots" { return .robots }
    guard let kind = Link.Kind(rawValue: word) else {
      throw DatabaseError.damage("an address of the kind '\(word)'")
    }
    return Job.Kind(kind)
  }
}

extension QuickStatement.Columns {
  /// The value that a text is the word for; `nil` if the text is `NULL`.
  ///
  /// It is here and not beside the other columns, so that the compiler makes it for each type.
  ///
  /// - Throws: `DatabaseError` with `SQLITE_CORRUPT` if there is no such word.
  func word<Value: RawRepresentable<String>>(_ column: Int) throws -> Value? {
    guard let text = text(column) else { return nil }
    guard let value = Value(rawValue: text) else {
      throw damage("the unknown word '\(text)'", column)
    }
    return value
  }

  /// The value that a text is the word for.
  ///
  /// - Throws: `DatabaseError` with `SQLITE_CORRUPT` if there is no text or no such word.
  func knownWord<Value: RawRepresentable<String>>(_ column: Int) throws -> Value {
    guard let value: Value = try word(column) else { throw damage("no text", column) }
    return value
  }

  /// How a link was found, from a column with the text and one with the word for its role.
  func via(_ text: Int, _ role: Int) throws -> Via {
    Via(self.text(text) ?? "", try word(role) ?? .embedded)
  }
}
