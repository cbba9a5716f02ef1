import Addressing
import CrawlModel
import GRDB
import Statements

/// Reads the records of images from the tables.
enum ImageRows {
  /// The maximum number of places listed for one image.
  static let placesListed = 1_000

  enum Column: Int, CaseIterable, OutcomeColumns, RecordColumns {
    case id, url, depth, leftOut, status, reason, httpStatus, contentType, etag, lastModified
    case finalURL, bytes, fetchedAt, optOuts, movedTo, note, foundAt
    case contentNumber
    case file, sha256, contentBytes, format, width, height, isAnimated, orientation, isTruncated
    case rights, caching
  }

  static let select = """
    SELECT
      a.id, a.url, a.depth, a.left_out, r.status, r.reason, r.http_status, r.content_type, r.etag,
      r.last_modified,
      r.final_url, r.bytes, r.fetched_at, r.opt_outs, m.url AS moved_to, r.note,
      (SELECT started_at FROM run WHERE id = max(a.run, ifnull(g.run, 0), ifnull(iif(
        EXISTS (SELECT 1 FROM replaced WHERE address = a.id)
          OR EXISTS (SELECT 1 FROM restored WHERE address = a.id), 0, c.run), 0))) AS found_at,
      r.content AS content_number, c.file, c.sha256, c.bytes AS content_bytes, c.format, c.width,
      c.height, c.is_animated, c.orientation, c.is_truncated, c.rights, r.caching
    FROM address a
      LEFT JOIN result r ON r.address = a.id
      LEFT JOIN content c ON c.id = r.content
      LEFT JOIN address m ON m.id = r.moved_to
      LEFT JOIN gained g ON g.address = a.id
    WHERE a.kind = 'image' AND a.id > ? ORDER BY a.id LIMIT ?
    """

  /// Returns the next records; `last` is where to continue, `nil` at the end, and `pages` caches
  /// the pages known from earlier records.
  static func read(
    _ db: Database, after: RecordNumber, limit: Int, _ pages: inout ReferringPages?
  ) throws -> (entries: [ManifestEntry], last: RecordNumber?) {
    var rows: [RecordNumber] = []
    var entries: [ManifestEntry] = []
    rows.reserveCapacity(limit)
    entries.reserveCapacity(limit)
    let areAll = try QuickStatement(db, select).forEachRow(ofChunk: Column.self) {
      $0.add(after)
      $0.add(limit)
    } _: { row in
      let number: RecordNumber = try row.knownRow(.id)
      try number.check(after: rows.last ?? after)
      rows.append(number)
      entries.append(try entry(row))
    }
    let isEnd = areAll && rows.count < limit
    var known = try pages.take() ?? ReferringPages(db)
    let complete = min(
      try addReferences(to: &entries, rows, &known, db), try ReplacedCounts.fitting(rows, db))
    pages = known
    // The others are read again, with their places.
    let isWhole = complete == rows.count
    rows.removeSubrange(complete...)
    entries.removeSubrange(complete...)
    guard let first = rows.first, let last = rows.last else { return ([], nil) }
    let replaced = try replacements(db, first, last)
    if !replaced.isEmpty { entries = merge(entries, rows, replaced) }
    return (entries, isEnd && isWhole ? nil : last)
  }

  private static func entry(_ row: NamedColumns<Column>) throws -> ManifestEntry {
    let column = try row.column
    var entry = ManifestEntry(
      key: try Journal.imageKey(row.text(.url)), status: column.imageStatus,
      reason: column.reason, bytes: try row.count(.bytes),
      contentType: row.text(.contentType), httpStatus: try row.count(.httpStatus),
      finalAddress: try row.text(.finalURL).map { try Journal.address($0) },
      depth: try row.steps(.depth), fetchedAt: row.moment(.fetchedAt), etag: row.text(.etag),
      lastModified: row.text(.lastModified),
      movedTo: try row.text(.movedTo).map { try Journal.imageKey($0) })
    if case .failed = column { entry.error = row.text(.note) }
    entry.caching = row.text(.caching)
    entry.foundAt = row.moment(.foundAt)
    try row.describe(&entry)
    if !row.isNull(.optOuts) { entry.optOuts = try OptOutText.read(row.text(.optOuts)) }
    // Those of the stored file are not among those of the response.
    if let address = entry.key.address, let own = entry.rights?.optOuts(of: address), !own.isEmpty {
      entry.optOuts += own
    }
    return entry
  }

  // MARK: References

  enum ReferenceColumn: Int, CaseIterable {
    case image, page, source, run, via, viaRole, nofollow
    case alt, title, caption, heading, linkText, width, height, sizes, showing, alternative
    case rights
  }

  static let selectReferences = """
    SELECT
      image, page, source, run, via, via_role, nofollow,
      alt, title, caption, heading, link_text, width, height, sizes, showing, alternative,
      rights
    FROM reference WHERE image BETWEEN ? AND ? ORDER BY image, rowid
    """

  /// Adds the places that show each image, and the opt-outs found there; returns the number of images
  /// that have all of theirs, at least one: the texts of some thousand places may be large.
  private static func addReferences(
    to entries: inout [ManifestEntry], _ rows: [RecordNumber], _ pages: inout ReferringPages,
    _ db: Database
  ) throws -> Int {
    guard let first = rows.first, let last = rows.last else { return 0 }
    var index = 0
    // The bytes of the texts of all places, and of those of the images before the one at `index`.
    var (bytes, earlierBytes) = (0, 0)
    // For the image at `index`, once a place has some.
    var optOuts: ImageOptOuts?
    let isCut = try QuickStatement(db, selectReferences).untilRow {
      $0.add(first)
      $0.add(last)
    } _: { columns in
      let row = NamedColumns<ReferenceColumn>(columns)
      let image: RecordNumber = try row.knownRow(.image)
      // Both are ordered by number.
      while index < rows.count, rows[index] < image {
        if let said = optOuts.take() { entries[index].optOuts = said.all }
        index += 1
        earlierBytes = bytes
      }
      if earlierBytes > JournalLength.chunk { return true }
      guard index < rows.count, rows[index] == image,
        let page = try row.row(.page).flatMap({ try pages.page($0) })
      else { return false }
      // References read by a later run replace those read from the same document by an earlier one.
      let readRun = try row.row(.source).map { try pages.page($0)?.readRun } ?? page.readRun
      if let readRun, row.number(.run) ?? 0 < readRun { return false }
      entries[index].foundCount += 1
      if entries[index].rights?.isFull != true, let text = row.text(.rights) {
        try RightsText.add(text, of: page.address, to: &entries[index].rights)
      }
      let isListed = entries[index].found.count < placesListed
      let isNofollow = row.flag(.nofollow) ?? false
      // An opt-out holds wherever it is, also beyond the places that are listed.
      let hasOptOuts = isNofollow || !page.optOuts.isEmpty
      guard isListed || hasOptOuts else { return false }
      let via = try row.via(.via, .viaRole)
      if isListed {
        let caption = try caption(row)
        bytes += via.text.utf8.count + caption.byteCount
        guard bytes - earlierBytes <= JournalLength.places else {
          throw DatabaseError.damage("the places of the image \(image.rawValue) are too long")
        }
        entries[index].found.append(
          FoundReference(
            page: page.address, via: via, caption: caption, pageTitle: page.title,
            language: page.language))
      }
      guard hasOptOuts else { return false }
      var said = optOuts ?? ImageOptOuts(entries[index].optOuts)
      said.add(page: page.address, via: via, isNofollow: isNofollow, said: page.optOuts)
      optOuts = said
      return false
    }
    if let said = optOuts { entries[index].optOuts = said.all }
    return isCut ? index : rows.count
  }

  private static func caption(_ row: NamedColumns<ReferenceColumn>) throws -> Caption {
    Caption(
      alt: row.text(.alt), title: row.text(.title), caption: row.text(.caption),
      heading: row.text(.heading), linkText: row.text(.linkText),
      width: row.number(.width), height: row.number(.height), sizes: row.text(.sizes),
      showing: try row.word(.showing), alternative: try row.word(.alternative))
  }

  // MARK: Replaced contents

  enum ReplacementColumn: Int, CaseIterable, RecordColumns {
    case address, url, replacedBy, replacedAt
    case contentNumber
    case file, sha256, contentBytes, format, width, height, isAnimated, orientation, isTruncated
    case rights
  }

  static let selectReplacements = """
    SELECT
      x.address, a.url, n.file AS replaced_by,
      (SELECT started_at FROM run WHERE id = x.run) AS replaced_at, x.content AS content_number,
      c.file, c.sha256, c.bytes AS content_bytes, c.format, c.width, c.height, c.is_animated,
      c.orientation, c.is_truncated, c.rights
    FROM replaced x
      LEFT JOIN content c ON c.id = x.content
      LEFT JOIN content n ON n.id = x.replaced_by
      JOIN address a ON a.id = x.address
    WHERE x.address BETWEEN ? AND ? ORDER BY x.rowid
    """

  private static func replacements(
    _ db: Database, _ first: RecordNumber, _ last: RecordNumber
  ) throws -> [RecordNumber: [ManifestEntry]] {
    var entries: [RecordNumber: [ManifestEntry]] = [:]
    try QuickStatement(db, selectReplacements).forEachRow(ReplacementColumn.self) {
      $0.add(first)
      $0.add(last)
    } _: { row in
      guard let address: RecordNumber = try row.row(.address) else { return }
      var entry = ManifestEntry(
        key: try Journal.imageKey(row.text(.url)), status: .gone,
        replacedBy: try row.knownText(.replacedBy))
      entry.changedAt = row.moment(.replacedAt)
      try row.describe(&entry)
      entries[address, default: []].append(entry)
    }
    return entries
  }

  /// Returns each entry followed by those it replaced.
  private static func merge(
    _ entries: [ManifestEntry], _ rows: [RecordNumber], _ replaced: [RecordNumber: [ManifestEntry]]
  ) -> [ManifestEntry] {
    var merged: [ManifestEntry] = []
    for (row, var entry) in zip(rows, entries) {
      let older = replaced[row] ?? []
      if entry.status != .gone { entry.changedAt = older.last?.changedAt }
      merged.append(entry)
      for var old in older {
        (old.key, old.depth, old.changedAt) = (entry.key, entry.depth, nil)
        merged.append(old)
      }
    }
    return merged
  }
}

extension Caption {
  /// The bytes of its texts.
  fileprivate var byteCount: Int {
    [alt, title, caption, heading, linkText, sizes].reduce(0) { $0 + ($1?.utf8.count ?? 0) }
  }
}
