import Addressing
import CrawlModel
import GRDB

/// Reads the records of pages and other documents from the tables.
enum PageRows {
  /// The next records; `last` is where to go on, `nil` at the end.
  static func read(
    _ db: Database, after: Int, limit: Int
  ) throws -> (entries: [PageEntry], last: Int?) {
    let statement = try db.cachedStatement(
      sql: """
        SELECT a.id, a.url, ifnull(r.kind, a.kind), a.depth, a.left_out, p.url, r.status, r.reason, r.http_status,
          r.content_type, r.final_url, r.bytes, r.links, r.images, r.title, r.fetched_at, r.redirect,
          r.opt_outs, ifnull(n.note, r.note)
        FROM address a LEFT JOIN address p ON p.id = a.parent
          LEFT JOIN result r ON r.address = a.id LEFT JOIN left_out_note n ON n.address = a.id
        WHERE a.kind <> 'image' AND a.id > ? ORDER BY a.id LIMIT ?
        """)
    let rows = try Row.fetchCursor(statement, arguments: [after, limit])
    var entries: [PageEntry] = []
    var last: Int?
    while let row = try rows.next() {
      last = row[0]
      entries.append(try entry(row, db))
    }
    return (entries, entries.count < limit ? nil : last)
  }

  private static func entry(_ row: Row, _ db: Database) throws -> PageEntry {
    let column =
      if let leftOut = row[4] as String? {
        JournalWords.column("skipped", leftOut)
      } else {
        JournalWords.column(row[6] ?? "pending", row[7])
      }
    var end = row[10] as String?
    if let target = row[16] as Int? { end = try self.end(of: row[0], from: target, db) ?? end }
    var entry = PageEntry(
      address: try Journal.address(row[1]), kind: Link.Kind(rawValue: row[2]) ?? .page,
      status: column.pageStatus, reason: column.reason, httpStatus: row[8], contentType: row[9],
      finalAddress: try end.map { try Journal.address($0) }, depth: row[3],
      parent: try (row[5] as String?).map { try Journal.address($0) }, bytes: row[11],
      links: row[12], images: row[13], title: row[14],
      fetchedAt: (row[15] as String?).flatMap { Timestamp(rfc3339: $0) })
    entry.optOuts = OptOutText.read(row[17])
    if case .skipped(.trap) = column { entry.trap = (row[18] as String?).flatMap(Trap.init)?.rule }
    return entry
  }

  /// Where the redirects of a page end.
  private static func end(of start: Int, from target: Int, _ db: Database) throws -> String? {
    var number = target
    var url: String?
    for _ in 0...Redirects.followed {
      let statement = try db.cachedStatement(
        sql: """
          SELECT a.url, r.redirect FROM address a LEFT JOIN result r ON r.address = a.id
          WHERE a.id = ?
          """)
      guard let row = try Row.fetchOne(statement, arguments: [number]) else { return url }
      url = row[0]
      guard let next = row[1] as Int?, next != start else { return url }
      number = next
    }
    return url
  }
}

extension Tally.Column {
  var imageStatus: ImageStatus {
    switch self {
    case .taken: .stored
    case .duplicate: .duplicate
    case .unchanged: .unchanged
    case .gone: .gone
    case .pending: .pending
    case .skipped: .skipped
    case .failed: .failed
    }
  }

  var pageStatus: PageStatus {
    switch self {
    case .taken, .duplicate: .fetched
    case .unchanged: .unchanged
    case .gone: .gone
    case .pending: .pending
    case .skipped: .skipped
    case .failed: .failed
    }
  }

  var reason: Reason? {
    switch self {
    case .skipped(let reason): .skipped(reason)
    case .failed(let reason): .failed(reason)
    case .taken, .duplicate, .unchanged, .gone, .pending: nil
    }
  }
}
