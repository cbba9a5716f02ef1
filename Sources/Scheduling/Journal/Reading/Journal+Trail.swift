import Addressing
public import CrawlModel
import GRDB
import Statements

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
        let rows: [RecordNumber] = try db.rows("SELECT id FROM address WHERE url = ? ORDER BY id") {
          $0.add(key.text)
        } _: {
          try $0.knownRow(0)
        }
        return try rows.map { try Self.trail($0, db) }
      }
    }
  }

  enum TrailColumn: Int, CaseIterable, OutcomeColumns, ContentColumns {
    case kind, leftOut, parent, status, reason, httpStatus, fetchedAt, finalURL, optOuts, movedTo
    case note, trapRule, trapEvidence, robotsFailed
    case file, sha256, contentBytes, format, width, height, rights, url
  }

  static let selectTrail = """
    SELECT
      a.kind, a.left_out, a.parent, r.status, r.reason, r.http_status, r.fetched_at,
      r.final_url, r.opt_outs, m.url AS moved_to,
      iif(a.left_out IS NULL, r.note, n.note) AS note,
      iif(a.left_out IS NULL, r.trap_rule, n.trap_rule) AS trap_rule,
      iif(a.left_out IS NULL, r.trap_evidence, n.trap_evidence) AS trap_evidence,
      (
        SELECT p.reason IS NOT NULL AND p.http_status IS NULL
        FROM policy p JOIN origin o ON p.url = o.origin || '/robots.txt'
        WHERE o.id = a.origin ORDER BY p.rowid DESC LIMIT 1
      ) AS robots_failed,
      c.file, c.sha256, c.bytes AS content_bytes, c.format, c.width, c.height, c.rights, a.url
    FROM address a
      LEFT JOIN result r ON r.address = a.id
      LEFT JOIN content c ON c.id = r.content
      LEFT JOIN address m ON m.id = r.moved_to
      LEFT JOIN left_out_note n ON n.address = a.id
    WHERE a.id = ?
    """

  private static func trail(_ number: RecordNumber, _ db: Database) throws -> Trail {
    var trail: Trail?
    try QuickStatement(db, selectTrail).forEachRow(TrailColumn.self) {
      $0.add(number)
    } _: { row in
      let leftOut = row.text(.leftOut)
      let attempts = try attempts(at: number, db)
      trail = Trail(
        kind: JournalWords.word(try JournalWords.kind(row.text(.kind) ?? "")),
        status: leftOut == nil ? row.text(.status) ?? "pending" : "skipped",
        reason: try row.column.reason, wasRequested: try wasRequested(row, attempts),
        note: try row.text(.note) ?? trap(row)?.note,
        httpStatus: row.number(.httpStatus), fetchedAt: row.text(.fetchedAt),
        finalURL: row.text(.finalURL), content: try row.content, movedTo: row.text(.movedTo),
        way: try way(to: number, db), places: try places(of: number, db),
        placeCount: try db.number("SELECT count(*) FROM reference WHERE image = ?") {
          $0.add(number)
        } ?? 0,
        attempts: attempts, optOuts: try optOuts(of: number, row, db))
    }
    guard let trail else { throw DatabaseError.damage("the record \(number.rawValue) is missing") }
    return trail
  }

  /// Whether an address was requested: a request that was not answered may have left nothing but the
  /// failure, which an address also has if it could not be requested.
  private static func wasRequested(
    _ row: NamedColumns<TrailColumn>, _ attempts: [Trail.Try]
  ) throws -> Bool {
    if row.text(.fetchedAt) != nil || !attempts.isEmpty { return true }
    switch try row.column.reason {
    case .failed(.dns), .failed(.unresponsive), .failed(.overloaded): return false
    case .failed: return row.flag(.robotsFailed) != true
    case .skipped, nil: return false
    }
  }

  private static func trap(_ row: NamedColumns<TrailColumn>) throws -> Trap? {
    guard let rule: TrapRule = try row.word(.trapRule) else { return nil }
    return Trap(rule, row.text(.trapEvidence) ?? "")
  }

  static func places(of image: RecordNumber, _ db: Database) throws -> [Trail.Place] {
    var bytes = 0
    return try db.rows(
      """
      SELECT p.url, f.via, f.alt
      FROM reference f
        JOIN address p ON p.id = f.page
        LEFT JOIN result r ON r.address = ifnull(f.source, f.page)
      WHERE f.image = ? AND f.run >= ifnull(r.read_run, 0) ORDER BY f.rowid LIMIT ?
      """
    ) {
      $0.add(image)
      $0.add(placesTold)
    } _: { row in
      let place = Trail.Place(
        page: try address(row.text(0)).text, via: try row.knownText(1), alt: row.text(2))
      bytes += place.via.utf8.count + (place.alt?.utf8.count ?? 0)
      guard bytes <= JournalLength.places else {
        throw DatabaseError.damage("the places of the image \(image.rawValue) are too long")
      }
      return place
    }
  }

  private static func attempts(at number: RecordNumber, _ db: Database) throws -> [Trail.Try] {
    try db.rows(
      """
      SELECT at, url, fault, http_status, error FROM attempt
      WHERE address = ? ORDER BY rowid LIMIT ?
      """
    ) {
      $0.add(number)
      $0.add(placesTold)
    } _: { row in
      Trail.Try(
        at: try row.knownText(0), url: try row.knownText(1),
        fault: try row.word(2), httpStatus: row.number(3), detail: row.text(4))
    }
  }

  /// Returns the opt-outs of an image, or of the link to a document.
  private static func optOuts(
    of number: RecordNumber, _ row: NamedColumns<TrailColumn>, _ db: Database
  ) throws -> [OptOut] {
    let own = try OptOutText.read(row.text(.optOuts))
    guard row.text(.kind) == "image" else {
      guard row.text(.leftOut) == SkipReason.optOut.rawValue,
        let parent: RecordNumber = try row.row(.parent)
      else { return own }
      return try nofollow(of: parent, db)
    }
    let rights = try RightsText.read(row.text(.rights))
    let file = try Journal.imageKey(row.text(.url)).address.map { rights?.optOuts(of: $0) ?? [] }
    var optOuts = ImageOptOuts(own + (file ?? []))
    let rows = """
      SELECT p.url, f.via, f.via_role, f.nofollow, s.opt_outs
      FROM reference f
        JOIN address p ON p.id = f.page
        LEFT JOIN result s ON s.address = f.page
      WHERE f.image = ? AND (f.nofollow OR s.opt_outs IS NOT NULL) ORDER BY f.rowid LIMIT ?
      """
    try QuickStatement(db, rows).forEachRow {
      $0.add(number)
      $0.add(placesTold)
    } _: { row in
      optOuts.add(
        page: try address(row.text(0)), via: try row.via(1, 2),
        isNofollow: row.number(3) ?? 0 != 0, said: try OptOutText.read(row.text(4)))
    }
    return optOuts.all
  }

  private static func nofollow(of parent: RecordNumber, _ db: Database) throws -> [OptOut] {
    let rows = """
      SELECT a.url, r.opt_outs FROM address a LEFT JOIN result r ON r.address = a.id WHERE a.id = ?
      """
    var optOuts: [OptOut] = []
    try QuickStatement(db, rows).forEachRow {
      $0.add(parent)
    } _: { row in
      optOuts = try OptOutText.read(row.text(1)).filter { $0.signal == .nofollow }
      guard optOuts.isEmpty else { return }
      let page = try address(row.text(0))
      optOuts = [OptOut(.nofollow, in: .link, of: page, value: "rel=nofollow")]
    }
    return optOuts
  }

  /// The path from a seed, through the document in which each address was first found.
  private static func way(to number: RecordNumber, _ db: Database) throws -> [Trail.Step] {
    let select = try QuickStatement(db, "SELECT url, via, parent FROM address WHERE id = ?")
    var steps: [Trail.Step] = []
    var met: Set<RecordNumber> = []
    var next: RecordNumber? = number
    while let current = next, steps.count < stepsTold {
      guard met.insert(current).inserted else {
        throw DatabaseError.damage("the way to record \(current.rawValue) leads through itself")
      }
      next = nil
      try select.forEachRow {
        $0.add(current)
      } _: { row in
        next = try row.row(2)
        steps.append(
          Trail.Step(url: try row.knownText(0), via: next == nil ? nil : row.text(1)))
      }
    }
    return steps.reversed()
  }
}
