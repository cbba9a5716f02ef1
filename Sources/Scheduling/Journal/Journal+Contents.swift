import CrawlModel
import GRDB

/// What the journal says is stored, to be compared with what is.
extension Journal {
  /// A file that the journal names.
  public struct Content: Sendable, Hashable {
    /// The number of its record.
    public let number: Int
    /// The file, relative to the output folder.
    public let file: String
    /// The SHA-256 of its bytes, 64 hexadecimal digits.
    public let sha256: String
    /// How many bytes it has.
    public let bytes: Int
    /// Whether an address is recorded that it was stored for.
    public let isOwned: Bool
    /// Whether it was on the device for certain when that was last made sure of.
    public let isSettled: Bool
  }

  /// The next files after a number, `limit` at most.
  public func contents(after number: Int, limit: Int) throws(FrontierError) -> [Content] {
    try attempt("read") {
      try pool.read { db in
        let settled =
          try Int.fetchOne(
            db, sql: "SELECT CAST(value AS INTEGER) FROM setting WHERE name = 'settled'") ?? 0
        let rows = try Row.fetchCursor(
          db,
          sql: """
            SELECT id, file, sha256, bytes, owner IS NOT NULL FROM content
            WHERE id > ? ORDER BY id LIMIT ?
            """, arguments: [number, limit])
        var contents: [Content] = []
        while let row = try rows.next() {
          contents.append(
            Content(
              number: row[0], file: row[1], sha256: row[2], bytes: row[3], isOwned: row[4],
              isSettled: row[0] <= settled))
        }
        return contents
      }
    }
  }

  /// Forgets files that are lost: the addresses that had them wait to be asked again.
  public func forget(_ contents: [Int]) throws(FrontierError) {
    guard !contents.isEmpty else { return }
    try attempt("write") {
      try pool.write { db in
        for number in contents { try Self.forget(number, db) }
        let books = try Self.recount(db)
        try JournalTransaction(db, run: 0).write(books)
      }
    }
  }

  private static func forget(_ content: Int, _ db: Database) throws {
    // What stood in a page itself has no address to ask for.
    try db.execute(
      sql: """
        UPDATE result SET status = 'gone' WHERE content = ?
          AND address IN (SELECT id FROM address WHERE url LIKE 'ni:%')
        """, arguments: [content])
    // What is gone from the web cannot be asked for again; its line stays without a file.
    try db.execute(
      sql: "UPDATE result SET content = NULL WHERE content = ? AND status = 'gone'",
      arguments: [content])
    try db.execute(
      sql: """
        INSERT OR IGNORE INTO waiting SELECT a.origin, \(Lane.images), a.id, a.id
        FROM result r JOIN address a ON a.id = r.address WHERE r.content = ?
        """, arguments: [content])
    try reconnect(content, db)
    try db.execute(sql: "DELETE FROM result WHERE content = ?", arguments: [content])
    try db.execute(sql: "DELETE FROM replaced WHERE content = ?", arguments: [content])
    try db.execute(sql: "DELETE FROM content WHERE id = ?", arguments: [content])
  }

  /// Gives each content that was replaced by a lost one another successor: that of the lost one, or
  /// none, so that the address has the old content again.
  private static func reconnect(_ lost: Int, _ db: Database) throws {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT x.rowid, x.address, x.content, (SELECT y.replaced_by FROM replaced y
          WHERE y.address = x.address AND y.content = x.replaced_by AND y.rowid > x.rowid
          ORDER BY y.rowid LIMIT 1)
        FROM replaced x WHERE x.replaced_by = ?
        """, arguments: [lost])
    for row in rows {
      let (number, address, old) = (row[0] as Int, row[1] as Int, row[2] as Int)
      if let next = row[3] as Int?, next != old {
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

  /// The books counted anew from the records.
  static func recount(_ db: Database) throws -> Books {
    var books = Books()
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT a.kind = 'image', iif(a.left_out IS NULL, r.status, 'skipped'),
          ifnull(a.left_out, r.reason), count(*)
        FROM address a LEFT JOIN result r ON r.address = a.id
        WHERE NOT (r.address IS NULL AND (a.kind = 'robots' OR a.via_role IS 'probe'))
        GROUP BY 1, 2, 3
        """)
    while let row = try rows.next() {
      books.add(row[3], to: JournalWords.column(row[1] ?? "pending", row[2]), isImage: row[0])
    }
    let replaced = try Int.fetchOne(db, sql: "SELECT count(*) FROM replaced") ?? 0
    books.add(replaced, to: .gone, isImage: true)
    books.storedBytes =
      try Int.fetchOne(db, sql: "SELECT sum(bytes) FROM content WHERE owner IS NOT NULL") ?? 0
    return books
  }

  /// The books as they were kept at the last transaction.
  public var books: Books {
    get throws(FrontierError) { try attempt("read") { try pool.read(Self.books) } }
  }

  /// The books as they were kept, and as they are when they are counted anew; to be compared.
  public func audit() throws(FrontierError) -> (kept: Books, counted: Books) {
    try attempt("read") {
      try pool.read { db in (try Self.books(db), try Self.recount(db)) }
    }
  }
}
