import Addressing
import CrawlModel
import GRDB

/// Reads the records of images from the tables.
enum ImageRows {
  private static let columns = """
    a.id, a.url, a.depth, a.left_out, r.status, r.reason, r.http_status, r.content_type, r.etag,
    r.last_modified, r.final_url, r.bytes, r.fetched_at, m.url,
    c.file, c.sha256, c.bytes, c.format, c.width, c.height, r.opt_outs
    """
  private static let tables = """
    address a LEFT JOIN result r ON r.address = a.id
      LEFT JOIN content c ON c.id = r.content LEFT JOIN address m ON m.id = r.moved_to
    """

  /// The next records; `last` is where to go on, `nil` at the end.
  static func read(
    _ db: Database, after: Int, limit: Int
  ) throws -> (entries: [ManifestEntry], last: Int?) {
    let statement = try db.cachedStatement(
      sql: """
        SELECT \(columns) FROM \(tables)
        WHERE a.kind = 'image' AND a.id > ? ORDER BY a.id LIMIT ?
        """)
    let rows = try Row.fetchCursor(statement, arguments: [after, limit])
    var numbered: [(number: Int, entry: ManifestEntry)] = []
    while let row = try rows.next() { numbered.append((row[0], try entry(row))) }
    guard let first = numbered.first?.number, let last = numbered.last?.number else {
      return ([], nil)
    }
    var found = try references(db, first, last)
    var replaced = try replacements(db, first, last)
    var entries: [ManifestEntry] = []
    for (number, entry) in numbered {
      var entry = entry
      var optOuts = ImageOptOuts(entry.optOuts)
      for place in found.removeValue(forKey: number) ?? [] {
        entry.found.append(place.reference)
        optOuts.add(
          page: place.reference.page, via: place.reference.via, isNofollow: place.isNofollow,
          said: place.said)
      }
      entry.optOuts = optOuts.all
      entries.append(entry)
      for var old in replaced.removeValue(forKey: number) ?? [] {
        (old.address, old.depth) = (entry.address, entry.depth)
        entries.append(old)
      }
    }
    return (entries, numbered.count < limit ? nil : last)
  }

  private static func entry(_ row: Row) throws -> ManifestEntry {
    let column =
      if let leftOut = row[3] as String? {
        JournalWords.column("skipped", leftOut)
      } else {
        JournalWords.column(row[4] ?? "pending", row[5])
      }
    var entry = ManifestEntry(
      address: try Journal.address(row[1]), status: column.imageStatus, reason: column.reason,
      bytes: row[11], contentType: row[7], httpStatus: row[6],
      finalAddress: try (row[10] as String?).map { try Journal.address($0) }, depth: row[2],
      fetchedAt: (row[12] as String?).flatMap { Timestamp(rfc3339: $0) }, etag: row[8],
      lastModified: row[9], movedTo: try (row[13] as String?).map { try Journal.address($0) })
    if let content = Journal.content(row, from: 14) { entry.describe(content) }
    entry.optOuts = OptOutText.read(row[20])
    return entry
  }

  /// A place that shows an image, and what is said there against taking it.
  private struct Place {
    var reference: FoundReference
    var isNofollow: Bool
    var said: [OptOut]
  }

  private static func references(
    _ db: Database, _ first: Int, _ last: Int
  ) throws -> [Int: [Place]] {
    // What a later run read of the same document takes the place of what an earlier one read.
    let statement = try db.cachedStatement(
      sql: """
        SELECT f.image, p.url, f.via, f.alt, f.title, f.caption, f.heading, f.link_text, f.width,
          f.height, f.sizes, f.nofollow, s.opt_outs
        FROM reference f JOIN address p ON p.id = f.page
          LEFT JOIN result r ON r.address = ifnull(f.source, f.page)
          LEFT JOIN result s ON s.address = f.page
        WHERE f.image BETWEEN ? AND ? AND f.run >= ifnull(r.read_run, 0)
        ORDER BY f.image, f.rowid
        """)
    let rows = try Row.fetchCursor(statement, arguments: [first, last])
    var found: [Int: [Place]] = [:]
    while let row = try rows.next() {
      let image: Int = row[0]
      guard found[image, default: []].count < Ledger.referencesKept else { continue }
      let caption = Caption(
        alt: row[3], title: row[4], caption: row[5], heading: row[6], linkText: row[7],
        width: row[8], height: row[9], sizes: row[10])
      found[image, default: []].append(
        Place(
          reference: FoundReference(
            page: try Journal.address(row[1]), via: Via(row[2]), caption: caption),
          isNofollow: row[11] ?? false, said: OptOutText.read(row[12])))
    }
    return found
  }

  private static func replacements(
    _ db: Database, _ first: Int, _ last: Int
  ) throws -> [Int: [ManifestEntry]] {
    let statement = try db.cachedStatement(
      sql: """
        SELECT x.address, n.file, a.url, c.file, c.sha256, c.bytes, c.format, c.width, c.height
        FROM replaced x JOIN content c ON c.id = x.content JOIN content n ON n.id = x.replaced_by
          JOIN address a ON a.id = x.address
        WHERE x.address BETWEEN ? AND ? ORDER BY x.rowid
        """)
    let rows = try Row.fetchCursor(statement, arguments: [first, last])
    var entries: [Int: [ManifestEntry]] = [:]
    while let row = try rows.next() {
      guard let content = Journal.content(row, from: 3) else { continue }
      var entry = ManifestEntry(
        address: try Journal.address(row[2]), status: .gone, replacedBy: row[1])
      entry.describe(content)
      entries[row[0], default: []].append(entry)
    }
    return entries
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
