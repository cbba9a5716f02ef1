import CrawlModel
import GRDB
import Statements

/// Reads only the outcomes of images from the tables.
enum OutcomeRows {
  enum Column: Int, CaseIterable, OutcomeColumns {
    case id, leftOut, status, reason, fetchedAt, file, format
  }

  static let select = """
    SELECT a.id, a.left_out, r.status, r.reason, r.fetched_at, c.file, c.format
    FROM address a
      LEFT JOIN result r ON r.address = a.id
      LEFT JOIN content c ON c.id = r.content
    WHERE a.kind = 'image' AND a.id > ? ORDER BY a.id LIMIT ?
    """

  /// Returns the next outcomes; `last` is where to continue, `nil` at the end.
  static func read(
    _ db: Database, after: RecordNumber, limit: Int
  ) throws -> (entries: [ImageOutcome], last: RecordNumber?) {
    var outcomes: [ImageOutcome] = []
    outcomes.reserveCapacity(limit)
    var last = after
    let areAll = try QuickStatement(db, select).forEachRow(ofChunk: Column.self) {
      $0.add(after)
      $0.add(limit)
    } _: { row in
      let number: RecordNumber = try row.knownRow(.id)
      try number.check(after: last)
      last = number
      outcomes.append(
        ImageOutcome(
          status: try row.column.imageStatus, file: try file(row, .file, .format),
          fetchedAt: row.moment(.fetchedAt)))
    }
    let isEnd = areAll && outcomes.count < limit
    try addReplaced(to: &outcomes, after, last, db)
    return (outcomes, isEnd ? nil : last)
  }

  enum ReplacedColumn: Int, CaseIterable {
    case file, format
  }

  static let selectReplaced = """
    SELECT c.file, c.format
    FROM replaced x
      JOIN content c ON c.id = x.content
      JOIN content n ON n.id = x.replaced_by
      JOIN address a ON a.id = x.address
    WHERE a.kind = 'image' AND x.address > ? AND x.address <= ?
    """

  private static func addReplaced(
    to outcomes: inout [ImageOutcome], _ after: RecordNumber, _ last: RecordNumber, _ db: Database
  ) throws {
    try ReplacedCounts.check(from: after, to: last, db)
    try QuickStatement(db, selectReplaced).forEachRow(ReplacedColumn.self) {
      $0.add(after)
      $0.add(last)
    } _: { row in
      guard let file = try file(row, .file, .format) else { return }
      outcomes.append(ImageOutcome(status: .gone, file: file))
    }
  }

  /// The file of a content.
  private static func file<Name>(
    _ row: NamedColumns<Name>, _ file: Name, _ format: Name
  ) throws -> String? {
    let known: ImageFormat? = try row.word(format)
    return known == nil ? nil : row.text(file)
  }
}
