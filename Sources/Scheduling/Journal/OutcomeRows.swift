import CrawlModel
import GRDB
import Statements

/// Reads what became of images from the tables, and nothing else of them.
enum OutcomeRows {
  private static let select = """
    SELECT a.id, a.left_out, r.status, r.reason, r.fetched_at, c.file, c.format
    FROM address a LEFT JOIN result r ON r.address = a.id LEFT JOIN content c ON c.id = r.content
    WHERE a.kind = 'image' AND a.id > ? ORDER BY a.id LIMIT ?
    """

  /// The next outcomes; `last` is where to go on, `nil` at the end.
  static func read(
    _ db: Database, after: Int, limit: Int
  ) throws -> (entries: [ImageOutcome], last: Int?) {
    var outcomes: [ImageOutcome] = []
    outcomes.reserveCapacity(limit)
    var last = after
    try QuickStatement(db, select).forEachRow {
      $0.add(after)
      $0.add(limit)
    } _: { row in
      last = row.number(0) ?? 0
      outcomes.append(
        ImageOutcome(
          status: JournalWords.column(row, leftOut: 1, status: 2, reason: 3).imageStatus,
          file: file(row, from: 5), fetchedAt: row.moment(4)))
    }
    let isEnd = outcomes.count < limit
    try addReplaced(to: &outcomes, after, last, db)
    return (outcomes, isEnd ? nil : last)
  }

  private static let selectReplaced = """
    SELECT c.file, c.format FROM replaced x JOIN content c ON c.id = x.content
      JOIN content n ON n.id = x.replaced_by JOIN address a ON a.id = x.address
    WHERE a.kind = 'image' AND x.address > ? AND x.address <= ?
    """

  private static func addReplaced(
    to outcomes: inout [ImageOutcome], _ after: Int, _ last: Int, _ db: Database
  ) throws {
    try QuickStatement(db, selectReplaced).forEachRow {
      $0.add(after)
      $0.add(last)
    } _: { row in
      guard let file = file(row, from: 0) else { return }
      outcomes.append(ImageOutcome(status: .gone, file: file))
    }
  }

  /// The file of a content whose format is known.
  private static func file(_ row: QuickStatement.Columns, from first: Int) -> String? {
    guard let format = row.text(first + 1), ImageFormat(rawValue: format) != nil else { return nil }
    return row.text(first)
  }
}
