public import CrawlModel
import GRDB

/// What is known of one address, and how the crawl came to it.
extension Journal {
  /// So many places of an image are told.
  public static let placesTold = 1_000
  // A way is as long as pages lie behind one another.
  private static let stepsTold = 10_000

  /// What is known of an address: as a document, as an image, or as both.
  public func trails(of key: ImageKey) throws(FrontierError) -> [Trail] {
    try attempt("read") {
      try pool.read { db in
        let numbers = try Int.fetchAll(
          db, sql: "SELECT id FROM address WHERE url = ? ORDER BY id", arguments: [key.text])
        return try numbers.map { try Self.trail($0, db) }
      }
    }
  }

  private static func trail(_ number: Int, _ db: Database) throws -> Trail {
    guard
      let row = try Row.fetchOne(
        db,
        sql: """
          SELECT a.kind, a.left_out, r.status, r.reason, r.http_status, r.fetched_at, r.final_url,
            m.url, c.file, c.sha256, c.bytes, c.format, c.width, c.height, ifnull(n.note, r.note),
            r.opt_outs, a.parent
          FROM address a LEFT JOIN result r ON r.address = a.id
            LEFT JOIN content c ON c.id = r.content LEFT JOIN address m ON m.id = r.moved_to
            LEFT JOIN left_out_note n ON n.address = a.id AND a.left_out IS NOT NULL
          WHERE a.id = ?
          """, arguments: [number])
    else { throw FrontierError(code: .damaged, message: "Record \(number) is not there.") }
    let leftOut = row[1] as String?
    let status = leftOut == nil ? row[2] as String? ?? "pending" : "skipped"
    let places = try Row.fetchAll(
      db,
      sql: """
        SELECT p.url, f.via, f.alt FROM reference f JOIN address p ON p.id = f.page
          LEFT JOIN result r ON r.address = ifnull(f.source, f.page)
        WHERE f.image = ? AND f.run >= ifnull(r.read_run, 0) ORDER BY f.rowid LIMIT ?
        """, arguments: [number, placesTold])
    let attempts = try Row.fetchAll(
      db,
      sql: """
        SELECT at, url, fault, http_status FROM attempt WHERE address = ? ORDER BY rowid LIMIT ?
        """, arguments: [number, placesTold])
    return Trail(
      kind: row[0], status: status,
      reason: JournalWords.column(status, leftOut ?? row[3]).reason, wasLeftOut: leftOut != nil,
      note: row[14],
      httpStatus: row[4], fetchedAt: row[5], finalURL: row[6], content: content(row, from: 8),
      movedTo: row[7], way: try way(to: number, db),
      places: places.map { Trail.Place(page: $0[0], via: $0[1], alt: $0[2]) },
      placeCount: try Int.fetchOne(
        db, sql: "SELECT count(*) FROM reference WHERE image = ?", arguments: [number]) ?? 0,
      attempts: attempts.map {
        Trail.Try(
          at: $0[0], url: $0[1], fault: ($0[2] as String?).flatMap(FailureReason.init(rawValue:)),
          httpStatus: $0[3])
      },
      optOuts: try optOuts(of: number, row, leftOut: leftOut, db))
  }

  /// What was said against taking an image, or against following the link to a document.
  private static func optOuts(
    of number: Int, _ row: Row, leftOut: String?, _ db: Database
  ) throws -> [OptOut] {
    let own = OptOutText.read(row[15])
    guard row[0] == "image" else {
      guard leftOut == SkipReason.optOut.rawValue, let parent = row[16] as Int? else { return own }
      return try nofollow(of: parent, db)
    }
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT p.url, f.via, f.nofollow, s.opt_outs FROM reference f
          JOIN address p ON p.id = f.page LEFT JOIN result s ON s.address = f.page
        WHERE f.image = ? AND (f.nofollow OR s.opt_outs IS NOT NULL) ORDER BY f.rowid LIMIT ?
        """, arguments: [number, placesTold])
    var optOuts = ImageOptOuts(own)
    while let row = try rows.next() {
      optOuts.add(
        page: try address(row[0]), via: Via(row[1]), isNofollow: row[2] ?? false,
        said: OptOutText.read(row[3]))
    }
    return optOuts.all
  }

  private static func nofollow(of parent: Int, _ db: Database) throws -> [OptOut] {
    let row = try Row.fetchOne(
      db,
      sql: """
        SELECT a.url, r.opt_outs FROM address a LEFT JOIN result r ON r.address = a.id
        WHERE a.id = ?
        """, arguments: [parent])
    guard let row else { return [] }
    let said = OptOutText.read(row[1]).filter { $0.signal == .nofollow }
    if !said.isEmpty { return said }
    return [OptOut(.nofollow, in: .link, of: try address(row[0]), value: "rel=nofollow")]
  }

  /// The way from a seed, by the document in which each address was found first.
  private static func way(to number: Int, _ db: Database) throws -> [Trail.Step] {
    var steps: [Trail.Step] = []
    var next: Int? = number
    while let current = next, steps.count < stepsTold {
      let row = try Row.fetchOne(
        db, sql: "SELECT url, via, parent FROM address WHERE id = ?", arguments: [current])
      guard let row else { break }
      next = row[2]
      steps.append(Trail.Step(url: row[0], via: next == nil ? nil : row[1]))
    }
    return steps.reversed()
  }
}
