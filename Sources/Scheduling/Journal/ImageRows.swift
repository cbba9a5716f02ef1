import Addressing
import CrawlModel
import GRDB
import Statements

/// Reads the records of images from the tables.
enum ImageRows {
  private static let select = """
    SELECT a.id, a.url, a.depth, a.left_out, r.status, r.reason, r.http_status, r.content_type,
      r.etag, r.last_modified, r.final_url, r.bytes, r.fetched_at, m.url,
      c.file, c.sha256, c.bytes, c.format, c.width, c.height, r.opt_outs
    FROM address a LEFT JOIN result r ON r.address = a.id
      LEFT JOIN content c ON c.id = r.content LEFT JOIN address m ON m.id = r.moved_to
    WHERE a.kind = 'image' AND a.id > ? ORDER BY a.id LIMIT ?
    """

  /// The next records; `last` is where to go on, `nil` at the end, and `pages` what is known of pages
  /// from the records before.
  static func read(
    _ db: Database, after: Int, limit: Int, _ pages: inout ReferringPages?
  ) throws -> (entries: [ManifestEntry], last: Int?) {
    var numbers: [Int] = []
    var entries: [ManifestEntry] = []
    numbers.reserveCapacity(limit)
    entries.reserveCapacity(limit)
    try QuickStatement(db, select).forEachRow {
      $0.add(after)
      $0.add(limit)
    } _: { row in
      numbers.append(row.number(0) ?? 0)
      entries.append(try entry(row))
    }
    guard let first = numbers.first, let last = numbers.last else { return ([], nil) }
    var known = try pages.take() ?? ReferringPages(db)
    try addReferences(to: &entries, numbers, &known, db)
    pages = known
    let replaced = try replacements(db, first, last)
    if !replaced.isEmpty { entries = merge(entries, numbers, replaced) }
    return (entries, numbers.count < limit ? nil : last)
  }

  private static func entry(_ row: QuickStatement.Columns) throws -> ManifestEntry {
    let column = JournalWords.column(row, leftOut: 3, status: 4, reason: 5)
    var entry = ManifestEntry(
      key: try Journal.imageKey(row.text(1)), status: column.imageStatus, reason: column.reason,
      bytes: row.number(11), contentType: row.text(7), httpStatus: row.number(6),
      finalAddress: try row.text(10).map { try Journal.address($0) }, depth: row.number(2) ?? 0,
      fetchedAt: row.moment(12), etag: row.text(8), lastModified: row.text(9),
      movedTo: try row.text(13).map { try Journal.imageKey($0) })
    if let content = content(row, from: 14) { entry.describe(content) }
    if !row.isNull(20) { entry.optOuts = OptOutText.read(row.text(20)) }
    return entry
  }

  private static func content(_ row: QuickStatement.Columns, from first: Int) -> StoredContent? {
    guard let file = row.text(first),
      let format = row.text(first + 3).flatMap(ImageFormat.init(rawValue:))
    else { return nil }
    return StoredContent(
      file: file, sha256: row.text(first + 1) ?? "", bytes: row.number(first + 2) ?? 0,
      facts: ImageFacts(
        format: format, width: row.number(first + 4), height: row.number(first + 5)))
  }

  private static let selectReferences = """
    SELECT image, page, source, run, via, nofollow, alt, title, caption, heading, link_text, width,
      height, sizes
    FROM reference WHERE image BETWEEN ? AND ? ORDER BY image, rowid
    """

  /// Adds the places that show each image, and what is said there against taking it.
  private static func addReferences(
    to entries: inout [ManifestEntry], _ numbers: [Int], _ pages: inout ReferringPages,
    _ db: Database
  ) throws {
    guard let first = numbers.first, let last = numbers.last else { return }
    var index = 0
    // Of the image at `index`, once a place says something.
    var optOuts: ImageOptOuts?
    try QuickStatement(db, selectReferences).forEachRow {
      $0.add(first)
      $0.add(last)
    } _: { row in
      let image = row.number(0) ?? 0
      // Both come in the order of the numbers.
      while index < numbers.count, numbers[index] < image {
        if let said = optOuts.take() { entries[index].optOuts = said.all }
        index += 1
      }
      guard index < numbers.count, numbers[index] == image,
        entries[index].found.count < Ledger.referencesKept,
        let page = try row.number(1).flatMap({ try pages.page($0) })
      else { return }
      // What a later run read of the same document takes the place of what an earlier one read.
      let source = try row.number(2).map { try pages.page($0)?.readRun ?? 0 } ?? page.readRun
      guard row.number(3) ?? 0 >= source else { return }
      let via = Via(row.text(4) ?? "")
      entries[index].found.append(
        FoundReference(page: page.address, via: via, caption: caption(row, from: 6)))
      let isNofollow = row.number(5) ?? 0 != 0
      guard isNofollow || page.optOuts != nil else { return }
      var said = optOuts ?? ImageOptOuts(entries[index].optOuts)
      said.add(
        page: page.address, via: via, isNofollow: isNofollow,
        said: OptOutText.read(page.optOuts))
      optOuts = said
    }
    if let said = optOuts { entries[index].optOuts = said.all }
  }

  private static func caption(_ row: QuickStatement.Columns, from first: Int) -> Caption {
    Caption(
      alt: row.text(first), title: row.text(first + 1), caption: row.text(first + 2),
      heading: row.text(first + 3), linkText: row.text(first + 4), width: row.number(first + 5),
      height: row.number(first + 6), sizes: row.text(first + 7))
  }

  private static let selectReplacements = """
    SELECT x.address, n.file, a.url, c.file, c.sha256, c.bytes, c.format, c.width, c.height
    FROM replaced x JOIN content c ON c.id = x.content JOIN content n ON n.id = x.replaced_by
      JOIN address a ON a.id = x.address
    WHERE x.address BETWEEN ? AND ? ORDER BY x.rowid
    """

  private static func replacements(
    _ db: Database, _ first: Int, _ last: Int
  ) throws -> [Int: [ManifestEntry]] {
    var entries: [Int: [ManifestEntry]] = [:]
    try QuickStatement(db, selectReplacements).forEachRow {
      $0.add(first)
      $0.add(last)
    } _: { row in
      guard let content = content(row, from: 3) else { return }
      var entry = ManifestEntry(
        key: try Journal.imageKey(row.text(2)), status: .gone, replacedBy: row.text(1))
      entry.describe(content)
      entries[row.number(0) ?? 0, default: []].append(entry)
    }
    return entries
  }

  /// Each entry followed by what it replaced.
  private static func merge(
    _ entries: [ManifestEntry], _ numbers: [Int], _ replaced: [Int: [ManifestEntry]]
  ) -> [ManifestEntry] {
    var merged: [ManifestEntry] = []
    for (number, entry) in zip(numbers, entries) {
      merged.append(entry)
      for var old in replaced[number] ?? [] {
        (old.key, old.depth) = (entry.key, entry.depth)
        merged.append(old)
      }
    }
    return merged
  }
}

extension ManifestEntry {
  /// Takes in what is stored.
  mutating func describe(_ content: StoredContent) {
    file = content.file
    sha256 = content.sha256
    bytes = content.bytes
    format = content.facts.format
    width = content.facts.width
    height = content.facts.height
  }
}
