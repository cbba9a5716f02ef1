public import CrawlModel
import GRDB
import Statements

/// Reads what an audit needs beside the records of single images.
extension Journal {
  /// The number of documents that were read, and the number of pages among them.
  public var documentsRead: (all: Int, pages: Int) {
    get throws(FrontierError) {
      try attempt("read") {
        try database.read { db in
          let read = "SELECT count(*) FROM result WHERE read_run IS NOT NULL"
          return (try db.number(read) ?? 0, try db.number(read + " AND kind = 'page'") ?? 0)
        }
      }
    }
  }

  /// The number of places that were recorded before journals said how a place shows an image.
  public var placesWithoutShowing: Int {
    get throws(FrontierError) {
      try attempt("read") {
        try database.read { db in
          guard let last = try Self.lastRunWithoutShowing(db) else { return 0 }
          return try db.number(
            """
            SELECT count(*) FROM reference f
              LEFT JOIN result d ON d.address = ifnull(f.source, f.page)
            WHERE f.run BETWEEN ifnull(d.read_run, 0) AND ? AND f.via_role = 'embedded'
            """
          ) { $0.add(last) } ?? 0
        }
      }
    }
  }

  private static func lastRunWithoutShowing(_ db: Database) throws -> Int? {
    try db.number("SELECT CAST(value AS INTEGER) FROM setting WHERE name = 'runs_without_showing'")
  }

  // MARK: Page weights

  // Of several candidates a browser loads one. The places of a page are together.
  static let selectLoaded = """
    SELECT f.page, f.image, c.bytes
    FROM reference f
      CROSS JOIN result r ON r.address = f.image
      CROSS JOIN content c ON c.id = r.content
      CROSS JOIN result d ON d.address = f.page
    WHERE f.run >= ifnull(d.read_run, 0) AND f.run > ? AND f.source IS NULL AND d.kind = 'page'
      AND f.via_role IN ('embedded', 'icon') AND f.showing IS NOT 'candidate'
      AND r.status IN ('stored', 'duplicate', 'unchanged')
    ORDER BY f.rowid
    """

  /// Returns the pages that load the most bytes of images, the heaviest first.
  ///
  /// - Parameters:
  ///   - bytes: all pages with more bytes than this are returned.
  ///   - count: at least this number of pages is returned, if there are so many.
  /// - Throws: `FrontierError` if the journal cannot be read.
  /// - Returns: the pages.
  /// - Complexity: O(*places*) time, and 24 bytes for each page with a stored image.
  public func pageWeights(
    over bytes: Int, atLeast count: Int
  ) throws(FrontierError) -> [AuditSummary.PageWeight] {
    try attempt("read") {
      try database.read { db in
        let last = try Self.lastRunWithoutShowing(db) ?? 0
        let shown = try ShownImages(db, Self.selectLoaded) { $0.add(last) }
        return try shown.heaviest(over: bytes, atLeast: count).map { page in
          let url = try db.text("SELECT url FROM address WHERE id = ?") { $0.add(page.page) }
          return AuditSummary.PageWeight(
            url: url ?? "", images: page.count, bytes: page.bytes)
        }
      }
    }
  }

  // MARK: Duplicates

  private static let whole = "status IN ('stored', 'duplicate', 'unchanged')"

  // An address that redirects to another one is loaded from there.
  static let selectDuplicates = """
    SELECT r.content, min(a.id), ifnull(r.final_url, a.url) AS target, c.bytes
    FROM result r JOIN address a ON a.id = r.address JOIN content c ON c.id = r.content
    WHERE a.kind = 'image' AND r.\(whole) AND a.url LIKE 'http%'
      AND r.content IN (
        SELECT content FROM result WHERE \(whole) AND content IS NOT NULL
        GROUP BY content HAVING count(*) > 1)
      AND (NOT ?1 OR EXISTS (
        SELECT 1 FROM reference f LEFT JOIN result d ON d.address = ifnull(f.source, f.page)
        WHERE f.image = a.id AND f.run >= ifnull(d.read_run, 0)))
    GROUP BY r.content, target ORDER BY r.content, min(a.id)
    """

  /// Reads the images that are at several addresses.
  ///
  /// - Parameters:
  ///   - needsPage: whether only addresses count that a page shows.
  ///   - body: receives a finding for each content.
  /// - Throws: `FrontierError` if the journal cannot be read.
  public func duplicates(
    needsPage: Bool, _ body: (AuditFinding) -> Void
  ) throws(FrontierError) {
    try attempt("read") {
      try database.read { db in
        var content: ContentRow?
        var finding: AuditFinding?
        func finish() {
          guard let found = finding.take(), found.addressCount > 0 else { return }
          body(found)
        }
        try QuickStatement(db, Self.selectDuplicates).forEachRow {
          $0.add(needsPage ? 1 : 0)
        } _: { row in
          let next: ContentRow = try row.knownRow(0)
          let url = try row.knownText(2)
          if next == content {
            finding?.add(address: url)
          } else {
            finish()
            content = next
            finding = AuditFinding(.duplicate, url)
            finding?.bytes = try row.knownCount(3)
          }
        }
        finish()
      }
    }
  }

  // MARK: Redirects

  static let selectChains = """
    SELECT t.address, a.url, t.url, r.final_url
    FROM attempt t
      JOIN result r ON r.address = t.address AND r.run = t.run
      JOIN address a ON a.id = t.address
    WHERE a.kind = 'image' AND t.fault IS NULL AND t.http_status IN (301, 302, 303, 307, 308)
      AND r.\(whole)
    ORDER BY t.address, t.rowid
    """

  /// Reads the images behind several redirects.
  ///
  /// - Parameters:
  ///   - needsPage: whether only images count that a page shows.
  ///   - body: receives a finding for each image, with the steps behind its address.
  /// - Throws: `FrontierError` if the journal cannot be read.
  public func redirectChains(
    needsPage: Bool, _ body: (AuditFinding) -> Void
  ) throws(FrontierError) {
    try attempt("read") {
      try database.read { db in
        var image: RecordNumber?
        var finding: AuditFinding?
        var end: String?
        func finish() throws {
          guard let image, var found = finding.take() else { return }
          if let end { found.add(address: end) }
          // One redirect is no chain; the last step is where the image is.
          guard found.addressCount > 1 else { return }
          for place in try Self.places(of: image, db) { found.add(page: place.page) }
          if found.placeCount > 0 || !needsPage { body(found) }
        }
        try QuickStatement(db, Self.selectChains).forEachRow { _ in
        } _: { row in
          let next: RecordNumber = try row.knownRow(0)
          if next == image {
            finding?.add(address: try row.knownText(2))
          } else {
            try finish()
            image = next
            finding = AuditFinding(.redirectChain, try row.knownText(1))
          }
          end = row.text(3)
        }
        try finish()
      }
    }
  }
}
