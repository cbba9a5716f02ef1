import Addressing
public import CrawlModel
import GRDB
import Statements

/// Reads how requests for policy files ended.
enum PolicyRows {
  enum Column: Int, CaseIterable {
    case url, at, httpStatus, finalURL, bytes, sha256, reason
  }

  static let select = """
    SELECT url, at, http_status, final_url, bytes, sha256, reason FROM policy
    WHERE rowid IN (SELECT max(rowid) FROM policy GROUP BY url) ORDER BY rowid
    """

  /// Returns the latest answer for each file, in order of the requests.
  static func read(_ db: Database) throws -> PolicyAnswers {
    var answers = PolicyAnswers()
    try QuickStatement(db, select).forEachRow(Column.self) { _ in
    } _: { row in
      guard let moment = row.moment(.at) else {
        throw DatabaseError.damage("a policy file without a time")
      }
      answers.append(
        PolicyAnswer(
          address: try Journal.address(row.text(.url)), endedAt: moment,
          httpStatus: try row.count(.httpStatus),
          finalAddress: try row.text(.finalURL).map { try Journal.address($0) },
          bytes: try row.count(.bytes), sha256: row.text(.sha256),
          reason: try row.word(.reason)))
    }
    return answers
  }
}

extension Journal {
  /// Returns the latest answer to the request for each policy file, in order of the requests.
  public func policies() throws(FrontierError) -> PolicyAnswers {
    try attempt("read") { try database.read { db in try PolicyRows.read(db) } }
  }
}
