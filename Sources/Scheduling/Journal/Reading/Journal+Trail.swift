import Addressing
public import CrawlModel
import GRDB

/// Reads the records of one address, and how the crawl found it.
extension Journal {
  /// The maximum number of places read for an image.
  public static let placesTold = 1_000
  // A trail can be as long as the deepest chain of pages.
  private static let stepsTold = 10_000

  /// Returns the records of an address: as a document, as an image, or as both.
  public func trails(of key: ImageKey) throws(FrontierError) -> [Trail] {
    try attempt("read") {
      try database.read { db in
        let rows = try RecordNumber.fetchAll(
          db, sql: "SELECT id FROM address WHERE url = ? ORDER BY id", arguments: [key.text])
        return try rows.map { try Self.trail($0, db) }
      }
    }
  }

  private static func trail(_ number: RecordNumber, _ db: Database) throws -> Trail {
    guard
      let row = try Row.fetchOne(
        db,
        sql: """
          SELECT
            a.kind, a.left_out, a.parent, r.status, r.reason, r.http_status, r.fetched_at,
            r.final_url, r.opt_outs, m.url AS moved_to,
            iif(a.left_out IS NULL, r.note, n.note) AS note,
            iif(a.left_out IS NULL, r.trap_rule, n.trap_rule) AS trap_rule,
            iif(a.left_out IS NULL, r.trap_evidence, n.trap_evidence) AS trap_evidence,
            c.file, c.sha256, c.bytes AS content_bytes, c.format, c.width, c.height
          FROM address a
            LEFT JOIN result r ON r.address = a.id
            LEFT JOIN content c ON c.id = r.content
            LEFT JOIN address m ON m.id = r.moved_to
            LEFT JOIN left_out_note n ON n.address = a.id
          WHERE a.id = ?
          """, arguments: [number])
    else {
      throw FrontierError(
        code: .damaged, message: "The journal lacks record \(number.rawValue).")
    }
    let leftOut = row["left_out"] as String?
    let status = leftOut == nil ? row["status"] as String? ?? "pending" : "skipped"
    return Trail(
      kind: row["kind"], status: status,
      reason: JournalWords.column(status, leftOut ?? row["reason"]).reason,
      wasLeftOut: leftOut != nil, note: row["note"] ?? trap(row)?.note,
      httpStatus: row["http_status"], fetchedAt: row["fetched_at"], finalURL: row["final_url"],
      content: content(row), movedTo: row["moved_to"], way: try way(to: number, db),
      places: try places(of: number, db),
      placeCount: try Int.fetchOne(
        db, sql: "SELECT count(*) FROM reference WHERE image = ?", arguments: [number]) ?? 0,
      attempts: try attempts(at: number, db),
      optOuts: try optOuts(of: number, row, leftOut: leftOut, db))
  }

  private static func trap(_ row: Row) -> Trap? {
    guard let rule = (row["trap_rule"] as String?).flatMap(TrapRule.init(rawValue:)) else {
      return nil
    }
    return Trap(rule, row["trap_evidence"] ?? "")
  }

  private static func content(_ row: Row) -> StoredContent? {
    guard let file = row["file"] as String?,
      let format = (row["format"] as String?).flatMap(ImageFormat.init(rawValue:))
    else { return nil }
    return StoredContent(
      file: file, sha256: row["sha256"], bytes: row["content_bytes"],
      facts: ImageFacts(format: format, width: row["width"], height: row["height"]))
  }

  private static func places(of image: RecordNumber, _ db: Database) throws -> [Trail.Place] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT p.url, f.via, f.alt
        FROM reference f
          JOIN address p ON p.id = f.page
          LEFT JOIN result r ON r.address = ifnull(f.source, f.page)
        WHERE f.image = ? AND f.run >= ifnull(r.read_run, 0) ORDER BY f.rowid LIMIT ?
        """, arguments: [image, placesTold]
    ).map { Trail.Place(page: $0["url"], via: $0["via"], alt: $0["alt"]) }
  }

  private static func attempts(at number: RecordNumber, _ db: Database) throws -> [Trail.Try] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT at, url, fault, http_status FROM attempt WHERE address = ? ORDER BY rowid LIMIT ?
        """, arguments: [number, placesTold]
    ).map { row in
      Trail.Try(
        at: row["at"], url: row["url"],
        fault: (row["fault"] as String?).flatMap(FailureReason.init(rawValue:)),
        httpStatus: row["http_status"])
    }
  }

  /// Returns the opt-outs of an image, or of the link to a document.
  private static func optOuts(
    of number: RecordNumber, _ row: Row, leftOut: String?, _ db: Database
  ) throws -> [OptOut] {
    let own = OptOutText.read(row["opt_outs"])
    guard row["kind"] == "image" else {
      guard leftOut == SkipReason.optOut.rawValue, let parent = row["parent"] as RecordNumber?
      else {
        return own
      }
      return try nofollow(of: parent, db)
    }
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT p.url, f.via, f.via_role, f.nofollow, s.opt_outs
        FROM reference f
          JOIN address p ON p.id = f.page
          LEFT JOIN result s ON s.address = f.page
        WHERE f.image = ? AND (f.nofollow OR s.opt_outs IS NOT NULL) ORDER BY f.rowid LIMIT ?
        """, arguments: [number, placesTold])
    var optOuts = ImageOptOuts(own)
    while let row = try rows.next() {
      optOuts.add(
        page: try address(row["url"]), via: JournalWords.via(row["via"], row["via_role"]),
        isNofollow: row["nofollow"] ?? false, said: OptOutText.read(row["opt_outs"]))
    }
    return optOuts.all
  }

  private static func nofollow(of parent: RecordNumber, _ db: Database) throws -> [OptOut] {
    let row = try Row.fetchOne(
      db,
      sql: """
        SELECT a.url, r.opt_outs FROM address a LEFT JOIN result r ON r.address = a.id
        WHERE a.id = ?
        """, arguments: [parent])
    guard let row else { return [] }
    let said = OptOutText.read(row["opt_outs"]).filter { $0.signal == .nofollow }
    if !said.isEmpty { return said }
    return [OptOut(.nofollow, in: .link, of: try address(row["url"]), value: "rel=nofollow")]
  }

  /// The path from a seed, through the document in which each address was first found.
  private static func way(to number: RecordNumber, _ db: Database) throws -> [Trail.Step] {
    var steps: [Trail.Step] = []
    var next: RecordNumber? = number
    while let current = next, steps.count < stepsTold {
      let row = try Row.fetchOne(
        db, sql: "SELECT url, via, parent FROM address WHERE id = ?", arguments: [current])
      guard let row else { break }
      next = row["parent"]
      steps.append(Trail.Step(url: row["url"], via: next == nil ? nil : row["via"]))
    }
    return steps.reversed()
  }
}
