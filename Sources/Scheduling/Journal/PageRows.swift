import Addressing
import CrawlModel
import GRDB
import Statements

/// Reads the records of pages and other documents from the tables.
enum PageRows {
  private static let select = """
    SELECT a.id, a.url, ifnull(r.kind, a.kind), a.depth, a.left_out, p.url, r.status, r.reason,
      r.http_status, r.content_type, r.final_url, r.bytes, r.links, r.images, r.title,
      r.fetched_at, r.redirect, r.opt_outs, ifnull(n.note, r.note)
    FROM address a LEFT JOIN address p ON p.id = a.parent
      LEFT JOIN result r ON r.address = a.id LEFT JOIN left_out_note n ON n.address = a.id
    WHERE a.kind <> 'image' AND a.id > ? ORDER BY a.id LIMIT ?
    """

  /// The next records; `last` is where to go on, `nil` at the end.
  static func read(
    _ db: Database, after: Int, limit: Int
  ) throws -> (entries: [PageEntry], last: Int?) {
    var entries: [PageEntry] = []
    entries.reserveCapacity(limit)
    var last: Int?
    try QuickStatement(db, select).forEachRow {
      $0.add(after)
      $0.add(limit)
    } _: { row in
      last = row.number(0)
      entries.append(try entry(row, db))
    }
    return (entries, entries.count < limit ? nil : last)
  }

  private static func entry(_ row: QuickStatement.Columns, _ db: Database) throws -> PageEntry {
    let column = JournalWords.column(row, leftOut: 4, status: 6, reason: 7)
    var end = row.text(10)
    if let start = row.number(0), let target = row.number(16) {
      end = try self.end(of: start, from: target, db) ?? end
    }
    var entry = PageEntry(
      address: try Journal.address(row.text(1)),
      kind: row.text(2).flatMap(Link.Kind.init(rawValue:)) ?? .page,
      status: column.pageStatus, reason: column.reason, httpStatus: row.number(8),
      contentType: row.text(9), finalAddress: try end.map { try Journal.address($0) },
      depth: row.number(3) ?? 0, parent: try row.text(5).map { try Journal.address($0) },
      bytes: row.number(11), links: row.number(12), images: row.number(13), title: row.text(14),
      fetchedAt: row.moment(15))
    if !row.isNull(17) { entry.optOuts = OptOutText.read(row.text(17)) }
    if case .skipped(.trap) = column { entry.trap = row.text(18).flatMap(Trap.init)?.rule }
    return entry
  }

  private static let selectRedirect = """
    SELECT a.url, r.redirect FROM address a LEFT JOIN result r ON r.address = a.id WHERE a.id = ?
    """

  /// Where the redirects of a page end.
  private static func end(of start: Int, from target: Int, _ db: Database) throws -> String? {
    let statement = try QuickStatement(db, selectRedirect)
    var number: Int? = target
    var url: String?
    for _ in 0...Redirects.followed {
      guard let asked = number, asked != start || url == nil else { return url }
      number = nil
      try statement.forEachRow {
        $0.add(asked)
      } _: { row in
        url = row.text(0)
        number = row.number(1)
      }
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
