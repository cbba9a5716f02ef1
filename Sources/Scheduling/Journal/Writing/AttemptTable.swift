import Addressing
import CrawlModel
import GRDB
import Statements

/// Writes the requests that did not end their job.
struct AttemptTable {
  private static let insertion = """
    INSERT INTO attempt (address, run, at, url, fault, http_status, pause, error)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
    """

  private let run: Int
  private let insertAttempt: LazyStatement

  init(_ db: Database, run: Int) {
    self.run = run
    insertAttempt = LazyStatement(db, Self.insertion)
  }

  /// Inserts a request.
  func insert(_ attempt: Attempt, of number: RecordNumber) throws {
    try insertAttempt.run { row in
      row.add(number)
      row.add(run)
      row.add(attempt.endedAt.rfc3339)
      row.add(attempt.target.text)
      row.add(attempt.fault?.rawValue)
      row.add(attempt.httpStatus)
      row.add(real: attempt.pause.seconds)
      row.add(attempt.detail)
    }
  }
}
