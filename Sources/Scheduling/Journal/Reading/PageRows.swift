import Addressing
import CrawlModel
import GRDB
import Statements

/// Reads the records of pages and other documents from the tables.
enum PageRows {
  enum Column: Int, CaseIterable, OutcomeColumns {
    case id, url, kind, depth, parent, leftOut, status, reason, httpStatus, contentType
    case finalURL, bytes, links, images, title, language, fetchedAt, redirect, optOuts, trapRule
    case note
  }

  static let select = """
    SELECT
      a.id, a.url, ifnull(r.kind, a.kind) AS kind, a.depth, p.url AS parent, a.left_out, r.status,
      r.reason, r.http_status, r.content_type,
      r.final_url, r.bytes, r.links, r.images, r.title, r.language, r.fetched_at, r.redirect,
      r.opt_outs, iif(a.left_out IS NULL, r.trap_rule, n.trap_rule) AS trap_rule, r.note
    FROM address a
      LEFT JOIN address p ON p.id = a.parent
      LEFT JOIN result r ON r.address = a.id
      LEFT JOIN left_out_note n ON n.address = a.id
    WHERE a.kind <> 'image' AND a.id > ? ORDER BY a.id LIMIT ?
    """

  /// Returns the next records; `last` is where to continue, `nil` at the end, and `shown` keeps
  /// what all pages show.
  static func read(
    _ db: Database, after: RecordNumber, limit: Int, _ shown: inout ShownImages?
  ) throws -> (entries: [PageEntry], last: RecordNumber?) {
    let images = try shown ?? ShownImages(db)
    shown = images
    var entries: [PageEntry] = []
    entries.reserveCapacity(limit)
    var last = after
    let areAll = try QuickStatement(db, select).forEachRow(ofChunk: Column.self) {
      $0.add(after)
      $0.add(limit)
    } _: { row in
      let number: RecordNumber = try row.knownRow(.id)
      try number.check(after: last)
      last = number
      var entry = try entry(row, db)
      if entry.images != nil {
        (entry.imageCount, entry.imageBytes) = images.total(of: number)
      }
      entries.append(entry)
    }
    return (entries, areAll && entries.count < limit ? nil : last)
  }

  private static func entry(_ row: NamedColumns<Column>, _ db: Database) throws -> PageEntry {
    let column = try row.column
    var end = row.text(.finalURL)
    if let start: RecordNumber = try row.row(.id), let target: RecordNumber = try row.row(.redirect)
    {
      end = try self.end(of: start, from: target, db) ?? end
    }
    var entry = PageEntry(
      address: try Journal.address(row.text(.url)),
      kind: try JournalWords.kind(row.text(.kind) ?? "").linkKind,
      status: column.pageStatus, reason: column.reason, httpStatus: try row.count(.httpStatus),
      contentType: row.text(.contentType), finalAddress: try end.map { try Journal.address($0) },
      depth: try row.steps(.depth),
      parent: try row.text(.parent).map { try Journal.address($0) }, bytes: try row.count(.bytes),
      links: try row.count(.links), images: try row.count(.images), title: row.text(.title),
      fetchedAt: row.moment(.fetchedAt))
    entry.language = row.text(.language)
    if !row.isNull(.optOuts) { entry.optOuts = try OptOutText.read(row.text(.optOuts)) }
    if case .failed = column { entry.error = row.text(.note) }
    if case .skipped(.trap) = column {
      entry.trap = try row.word(.trapRule)
    }
    return entry
  }

  // MARK: Redirects

  enum RedirectColumn: Int, CaseIterable {
    case url, redirect
  }

  static let selectRedirect = """
    SELECT a.url, r.redirect
    FROM address a LEFT JOIN result r ON r.address = a.id WHERE a.id = ?
    """

  /// The address where the redirects of a page end.
  private static func end(
    of start: RecordNumber, from target: RecordNumber, _ db: Database
  ) throws -> String? {
    let statement = try QuickStatement(db, selectRedirect)
    var next: RecordNumber? = target
    var url: String?
    for _ in 0...Redirects.followed {
      guard let current = next, current != start || url == nil else { return url }
      next = nil
      try statement.forEachRow(RedirectColumn.self) {
        $0.add(current)
      } _: { row in
        url = row.text(.url)
        next = try row.row(.redirect)
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
