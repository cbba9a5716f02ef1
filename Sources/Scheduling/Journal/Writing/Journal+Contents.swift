import CrawlModel
import GRDB
import Statements

/// Lists the stored files, to be compared with the disk.
extension Journal {
  /// A file that the journal names.
  public struct Content: Sendable, Hashable {
    /// The record number.
    public let number: Int
    /// The file, relative to the output folder.
    public let file: String
    /// The SHA-256 of its bytes, 64 hexadecimal digits.
    public let sha256: String
    /// The size in bytes.
    public let bytes: Int
    /// Whether the address it was stored for is recorded.
    public let isOwned: Bool
    /// Whether it is settled: written to the device before the last synchronisation.
    public let isSettled: Bool
  }

  /// Returns the next files.
  ///
  /// - Parameters:
  ///   - number: the number of the last file before them; `nil` to start with the first.
  ///   - limit: the maximum number of files to read.
  /// - Returns: the files in the order of their numbers; none at the end.
  /// - Throws: `FrontierError` if the journal cannot be read.
  public func contents(
    after number: Int?, limit: Int
  ) throws(FrontierError) -> [Content] {
    try attempt("read") {
      try database.read { db in
        let settled =
          try db.number("SELECT CAST(value AS INTEGER) FROM setting WHERE name = 'settled'") ?? 0
        var last = number.map { ContentRow(rawValue: $0) } ?? .beforeFirst
        return try db.rows(
          """
          SELECT id, file, sha256, bytes, owner IS NOT NULL FROM content
          WHERE id > ? ORDER BY id LIMIT ?
          """
        ) {
          $0.add(last)
          $0.add(limit)
        } _: { row in
          let content: ContentRow = try row.knownRow(0)
          try content.check(after: last)
          last = content
          return Content(
            number: content.rawValue, file: try Self.file(row.knownText(1)),
            sha256: try row.knownText(2), bytes: try row.knownCount(3), isOwned: row.number(4) == 1,
            isSettled: content.rawValue <= settled)
        }
      }
    }
  }

  /// Deletes the records of lost files: their addresses are requested again.
  ///
  /// - Parameter contents: the numbers of the files.
  /// - Throws: `FrontierError` if the journal cannot be written.
  public func forget(_ contents: [Int]) throws(FrontierError) {
    guard !contents.isEmpty else { return }
    try attempt("write") {
      try database.write { db in
        for number in contents { try Self.forget(ContentRow(rawValue: number), db) }
        try CountsTable(db).write(Self.recount(db))
      }
    }
  }

  private static func forget(_ content: ContentRow, _ db: Database) throws {
    // An image embedded in the page cannot be requested.
    try db.execute(
      sql: """
        UPDATE result SET status = 'gone' WHERE content = ?
          AND address IN (SELECT id FROM address WHERE url LIKE 'ni:%')
        """, arguments: [content])
    // An address that is gone cannot be requested again; its record stays without a file.
    try db.execute(
      sql: "UPDATE result SET content = NULL WHERE content = ? AND status = 'gone'",
      arguments: [content])
    try db.execute(
      sql: """
        INSERT OR IGNORE INTO waiting (origin, lane, turn, address)
        SELECT a.origin, \(Lane.images), a.id, a.id
        FROM result r JOIN address a ON a.id = r.address WHERE r.content = ?
        """, arguments: [content])
    // Its present run has not begun yet.
    try db.execute(
      sql: """
        INSERT OR REPLACE INTO restored (address, run)
        SELECT address, (SELECT ifnull(max(id), 0) + 1 FROM run) FROM result WHERE content = ?
        """, arguments: [content])
    try reconnect(content, db)
    try db.execute(sql: "DELETE FROM result WHERE content = ?", arguments: [content])
    try db.execute(sql: "DELETE FROM replaced WHERE content = ?", arguments: [content])
    try db.execute(sql: "DELETE FROM content WHERE id = ?", arguments: [content])
  }

  /// Replaces a lost successor of a content by the successor of the lost one, or by none, so that
  /// the address has the old content again.
  private static func reconnect(_ lost: ContentRow, _ db: Database) throws {
    let rows: [(Int, RecordNumber, ContentRow, ContentRow?)] = try db.rows(
      """
      SELECT x.rowid, x.address, x.content,
        (SELECT y.replaced_by FROM replaced y
          WHERE y.address = x.address AND y.content = x.replaced_by AND y.rowid > x.rowid
          ORDER BY y.rowid LIMIT 1)
      FROM replaced x WHERE x.replaced_by = ?
      """
    ) {
      $0.add(lost)
    } _: { row in
      (
        try row.known(0, in: .min ... .max), try row.knownRow(1), try row.knownRow(2),
        try row.row(3)
      )
    }
    for (number, address, old, next) in rows {
      if let next, next != old {
        try db.execute(
          sql: "UPDATE replaced SET replaced_by = ? WHERE rowid = ?", arguments: [next, number])
        continue
      }
      try db.execute(sql: "DELETE FROM replaced WHERE rowid = ?", arguments: [number])
      try db.execute(
        sql: """
          UPDATE result SET content = ?, status = 'gone', reason = NULL, etag = NULL,
            last_modified = NULL WHERE address = ? AND content = ?
          """, arguments: [old, address, lost])
    }
  }

  /// Recounts the addresses from the records; throws if a result has a content that is not there.
  ///
  /// Takes about a second for a million addresses.
  static func recount(_ db: Database) throws -> CrawlCounts {
    var counts = CrawlCounts()
    let rows = """
      SELECT a.kind = 'image' AS is_image, iif(a.left_out IS NULL, r.status, 'skipped') AS state,
        ifnull(a.left_out, r.reason) AS cause, count(*),
        sum(r.content IS NOT NULL AND c.id IS NULL)
      FROM address a LEFT JOIN result r ON r.address = a.id LEFT JOIN content c ON c.id = r.content
      WHERE NOT (r.address IS NULL AND (a.kind = 'robots' OR a.via_role IS 'probe'))
      GROUP BY is_image, state, cause
      """
    try QuickStatement(db, rows).forEachRow { _ in
    } _: { row in
      let column = try JournalWords.column(row.text(1) ?? "pending", row.text(2))
      // The number of a content that is not there would be given to another one.
      guard row.number(4) ?? 0 == 0 else {
        throw DatabaseError.damage("the stored files of some results are not recorded")
      }
      counts.add(try row.knownCount(3), to: column, isImage: row.number(0) == 1)
    }
    let replaced = try db.number("SELECT count(*) FROM replaced") ?? 0
    counts.add(replaced, to: .gone, isImage: true)
    try QuickStatement(db, "SELECT sum(bytes) FROM content WHERE owner IS NOT NULL").forEachRow {
      _ in
    } _: { row in
      counts.storedBytes = try row.number(0, in: JournalRange.sum) ?? 0
    }
    return counts
  }

  /// The counts as of the last transaction.
  public var counts: CrawlCounts {
    get throws(FrontierError) {
      try attempt("read") {
        try database.read { db in try CountsTable(db).read() ?? Self.recount(db) }
      }
    }
  }

  /// The counts as of the last transaction, and as recounted from the records.
  public func audit() throws(FrontierError) -> (kept: CrawlCounts, counted: CrawlCounts) {
    try attempt("read") {
      try database.read { db in
        (try CountsTable(db).read() ?? CrawlCounts(), try Self.recount(db))
      }
    }
  }

  /// Throws if a record cannot be read.
  ///
  /// - Throws: `FrontierError`, with `damaged` for a record that no crawl writes.
  /// - Complexity: reads all records.
  public func checkRecords() throws(FrontierError) {
    let records = try records()
    while try records.images() != nil {}
    while try records.pages() != nil {}
    var last: Int?
    while let content = try contents(after: last, limit: JournalRecords.chunk).last {
      last = content.number
    }
  }
}
