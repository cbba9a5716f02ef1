import Addressing
import CrawlModel
import GRDB
import Statements

/// Reads the jobs that wait in a lane.
enum WaitingRows {
  enum Column: Int, CaseIterable, ContentColumns {
    case id, url, kind, depth, hops, via, viaRole, referrerPolicy, parent, turn
    case status, reason, etag, lastModified, finalURL
    case file, sha256, contentBytes, format, width, height
  }

  static let select = """
    SELECT
      a.id, a.url, a.kind, a.depth, a.hops, a.via, a.via_role, a.referrer_policy,
      p.url AS parent, w.turn,
      r.status, r.reason, r.etag, r.last_modified, r.final_url,
      c.file, c.sha256, c.bytes AS content_bytes, c.format, c.width, c.height
    FROM waiting w
      JOIN address a ON a.id = w.address
      LEFT JOIN address p ON p.id = a.parent
      LEFT JOIN result r ON r.address = a.id
      LEFT JOIN content c ON c.id = r.content
    WHERE w.origin = ? AND w.lane = ? AND w.turn > ? ORDER BY w.turn LIMIT ?
    """

  /// Returns the next jobs of a lane.
  static func read(_ refill: Refill, _ db: Database) throws -> [Assignment] {
    var jobs: [Assignment] = []
    try QuickStatement(db, select).forEachRow(Column.self) {
      $0.add(refill.lane.originRow)
      $0.add(refill.lane.lane)
      $0.add(refill.after)
      $0.add(refill.limit)
    } _: { row in
      let job = try assignment(row)
      let last = jobs.last?.ticket.turn ?? refill.after
      guard job.ticket.turn > last else {
        throw DatabaseError.damage("turn \(job.ticket.turn) comes after turn \(last)")
      }
      jobs.append(job)
    }
    return jobs
  }

  private static func assignment(_ row: NamedColumns<Column>) throws -> Assignment {
    let job = Job(
      address: try Journal.address(row.text(.url)),
      kind: try JournalWords.kind(row.text(.kind) ?? ""), depth: try row.steps(.depth),
      parent: try row.text(.parent).map { try Journal.address($0) },
      via: row.isNull(.via) ? nil : try row.via(.via, .viaRole),
      hops: try row.steps(.hops),
      referrerPolicy: try row.word(.referrerPolicy))
    return Assignment(
      job, Request(job, earlier: try earlier(row, job.address)),
      ticket: Ticket(record: try row.row(.id), turn: try row.steps(.turn)))
  }

  private static func earlier(
    _ row: NamedColumns<Column>, _ address: WebAddress
  ) throws -> EarlierVisit? {
    guard let status = row.text(.status) else { return nil }
    let visit = EarlierVisit(
      column: try JournalWords.column(status, row.text(.reason)),
      answeredBy: try row.text(.finalURL).map { try Journal.address($0) } ?? address,
      etag: row.text(.etag), lastModified: row.text(.lastModified),
      content: try row.content)
    // "Not modified" does not help if the earlier response could not be used.
    if case .failed = visit.column { return visit.withoutValidators }
    return visit
  }
}
