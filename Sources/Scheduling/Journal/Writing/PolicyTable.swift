import Addressing
import CrawlModel
import GRDB
import Statements

/// Writes how requests for policy files ended.
struct PolicyTable {
  private static let insertion = """
    INSERT INTO policy (url, run, at, http_status, final_url, bytes, sha256, reason)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
    """

  private let run: Int
  private let insertPolicy: LazyStatement

  init(_ db: Database, run: Int) {
    self.run = run
    insertPolicy = LazyStatement(db, Self.insertion)
  }

  /// Inserts an answer; earlier ones of the same file stay.
  func insert(_ answer: PolicyAnswer) throws {
    try insertPolicy.run { row in
      row.add(answer.address.text)
      row.add(run)
      row.add(answer.endedAt.rfc3339)
      row.add(answer.httpStatus)
      row.add(answer.finalAddress?.text)
      row.add(answer.bytes)
      row.add(answer.sha256)
      row.add(answer.reason?.rawValue)
    }
  }
}
