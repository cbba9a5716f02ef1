import CrawlModel
import GRDB
import Statements

/// How often the images of a chunk of records were replaced: each earlier content is a record, too.
enum ReplacedCounts {
  /// The most of an image: one that changes with each run, hourly for seven years.
  static let most = 1 << 16
  /// The most of all images of a chunk, unless it has only one image.
  static let mostOfChunk = 1 << 14

  /// Returns how many of the first images of a chunk have few enough earlier contents to be in memory
  /// together; at least one.
  ///
  /// - Throws: `DatabaseError` with `SQLITE_CORRUPT` if an image has too many.
  static func fitting(_ rows: [RecordNumber], _ db: Database) throws -> Int {
    guard let first = rows.first, let last = rows.last else { return 0 }
    var total = 0
    var cut: RecordNumber?
    try forEach(from: first, to: last, db) { image, count in
      total += count
      if total > mostOfChunk, cut == nil { cut = image }
    }
    guard let cut, let index = rows.firstIndex(where: { $0.rawValue >= cut.rawValue }) else {
      return rows.count
    }
    return max(1, index)
  }

  /// Throws if one of the images from a number to another one has too many earlier contents.
  static func check(
    from first: RecordNumber, to last: RecordNumber, _ db: Database
  ) throws {
    try forEach(from: first, to: last, db) { _, _ in }
  }

  private static func forEach(
    from first: RecordNumber, to last: RecordNumber, _ db: Database,
    _ body: (RecordNumber, Int) -> Void
  ) throws {
    let select = """
      SELECT address, count(*) FROM replaced WHERE address BETWEEN ? AND ? GROUP BY address
      """
    try QuickStatement(db, select).forEachRow {
      $0.add(first)
      $0.add(last)
    } _: { row in
      let image: RecordNumber = try row.knownRow(0)
      let count = try row.knownCount(1)
      guard count <= most else {
        throw DatabaseError.damage("the image \(image.rawValue) was replaced \(count) times")
      }
      body(image, count)
    }
  }
}
