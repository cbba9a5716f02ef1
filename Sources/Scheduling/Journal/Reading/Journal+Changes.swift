public import CrawlModel
import GRDB
import Statements

/// Reads which images changed since a run.
extension Journal {
  /// The number of the last run before the present pass over the addresses; 0 in the first pass.
  public var runBeforePass: Int {
    get throws(FrontierError) {
      try attempt("read") {
        try database.read { db in max(0, try (Self.firstRunOfPass(db) ?? 0) - 1) }
      }
    }
  }

  /// Reads the images that changed after a run, in the order of the kinds and of discovery.
  ///
  /// - Parameters:
  ///   - run: the number of the run; 0 for everything.
  ///   - limit: the maximum number of images of each kind.
  ///   - body: receives each change.
  /// - Throws: `FrontierError` if the journal cannot be read.
  /// - Complexity: reads the record of each image once for each kind.
  public func changes(
    since run: Int, atMost limit: Int = .max, _ body: (ImageChange) -> Void
  ) throws(FrontierError) {
    try attempt("read") {
      try database.read { db in
        for kind in ImageChange.Kind.allCases {
          try QuickStatement(db, Self.selectChanges(of: kind)).forEachRow {
            $0.add(run)
            $0.add(limit)
          } _: { row in
            body(
              ImageChange(
                kind: kind, key: try Self.imageKey(row.text(0)),
                file: try row.text(1).map { try Self.file($0) },
                movedTo: try row.text(2).map { try Self.address($0) }))
          }
        }
      }
    }
  }

  /// The query for a kind of change; the parameters are the run and the maximum number.
  static func selectChanges(of kind: ImageChange.Kind) -> String {
    let target = kind == .moved ? "t.url" : "NULL"
    return "SELECT a.url, c.file, \(target) \(source(of: kind)) ORDER BY a.id LIMIT ?2"
  }

  /// Counts the images that changed after a run.
  static func countChanges(
    _ kind: ImageChange.Kind, since run: Int, _ db: Database
  ) throws -> Int {
    try db.number("SELECT count(*) \(source(of: kind))") { $0.add(run) } ?? 0
  }

  /// The rows of a kind of change: `a` is the address, `c` the content, and of a moved image `t` the
  /// address it moved to; the parameter is the run.
  private static func source(of kind: ImageChange.Kind) -> String {
    switch kind {
    case .new:
      """
      FROM address a JOIN result r ON r.address = a.id LEFT JOIN content c ON c.id = r.content
      WHERE a.kind = 'image' AND r.status IN ('stored', 'duplicate', 'unchanged')
        AND (a.run > ?1
          OR EXISTS (SELECT 1 FROM gained g WHERE g.address = a.id AND g.run > ?1)
          OR (c.run > ?1
          AND NOT EXISTS (SELECT 1 FROM replaced x WHERE x.address = a.id AND x.run > ?1)
          AND NOT EXISTS (SELECT 1 FROM restored x WHERE x.address = a.id AND x.run > ?1)))
        AND a.id NOT IN (SELECT moved_to FROM result
          WHERE moved_to IS NOT NULL AND status = 'gone' AND run > ?1)
      """
    case .changed:
      """
      FROM replaced x JOIN address a ON a.id = x.address JOIN result r ON r.address = a.id
        JOIN content c ON c.id = r.content
      WHERE x.run > ?1 AND a.run <= ?1 AND r.status <> 'gone' AND x.content <> r.content
        AND x.rowid = (SELECT min(y.rowid) FROM replaced y
          WHERE y.address = x.address AND y.run > ?1)
      """
    case .gone:
      """
      FROM address a JOIN result r ON r.address = a.id LEFT JOIN content c ON c.id = r.content
      WHERE a.kind = 'image' AND r.status = 'gone' AND r.run > ?1 AND a.run <= ?1
        AND r.moved_to IS NULL
      """
    case .moved:
      """
      FROM address a JOIN result r ON r.address = a.id JOIN address t ON t.id = r.moved_to
        LEFT JOIN content c ON c.id = r.content
      WHERE a.kind = 'image' AND r.status = 'gone' AND r.run > ?1 AND a.run <= ?1
      """
    }
  }
}
