public import CrawlModel
import GRDB
import Statements

/// What a page needs that shows a crawl while it runs.
extension Journal {
  /// A part of the images, and where the next part begins.
  public struct ImagePart: Sendable {
    /// The records of the images.
    public var entries: [ManifestEntry] = []
    /// The number after which the next part begins; `nil` if there is nothing more at present.
    public var next: Int?
  }

  /// Returns images in the order of discovery.
  ///
  /// - Parameters:
  ///   - number: where to begin; 0, or `next` of the part before.
  ///   - limit: the maximum number of addresses to read.
  /// - Returns: the records of those that have a file.
  /// - Throws: `FrontierError` if the journal cannot be read.
  public func images(after number: Int, limit: Int) throws(FrontierError) -> ImagePart {
    try attempt("read") {
      try database.read { db in
        var pages: ReferringPages?
        let (entries, last) = try ImageRows.read(
          db, after: RecordNumber(rawValue: number), limit: limit, &pages)
        return ImagePart(entries: entries.filter { $0.file != nil }, next: last?.rawValue)
      }
    }
  }

  /// The number of the content that was stored last; 0 if there is none.
  public var newestContent: Int {
    get throws(FrontierError) {
      try attempt("read") {
        try database.read { db in try db.number("SELECT max(id) FROM content") ?? 0 }
      }
    }
  }

  /// Returns images in the order in which they were stored.
  ///
  /// - Parameters:
  ///   - content: the number of the content after which to begin.
  ///   - limit: the maximum number of contents to read.
  /// - Returns: the records of the images; `next` is the number of the last content.
  /// - Throws: `FrontierError` if the journal cannot be read.
  /// - Complexity: O(*limit* · log *images*).
  public func images(storedAfter content: Int, limit: Int) throws(FrontierError) -> ImagePart {
    try attempt("read") {
      try database.read { db in
        let newest = try db.number("SELECT max(id) FROM content") ?? 0
        let rows: [(content: ContentRow, file: String, owner: RecordNumber?)] = try db.rows(
          "SELECT id, file, owner FROM content WHERE id > ? ORDER BY id LIMIT ?"
        ) {
          $0.add(content)
          $0.add(limit)
        } _: { row in
          (
            try row.knownRow(0), try row.knownText(1),
            row.number(2).map { RecordNumber(rawValue: $0) }
          )
        }
        var part = ImagePart()
        var pages: ReferringPages?
        for row in rows {
          // A duplicate was recorded before the address that the file was stored for, which follows
          // soon, unless the crawl was killed in between.
          if row.owner == nil, newest - row.content.rawValue < Self.contentsWithoutOwner { break }
          part.next = row.content.rawValue
          guard let owner = row.owner else { continue }
          let before = RecordNumber(rawValue: owner.rawValue - 1)
          let found = try ImageRows.read(db, after: before, limit: 1, &pages).entries
          part.entries += found.filter { $0.file == row.file }.prefix(1)
        }
        return part
      }
    }
  }

  /// The number of contents behind which one without an address is no longer waited for.
  private static let contentsWithoutOwner = 256

  /// When the present pass over the addresses began; `nil` in the first one.
  public var passStartedAt: Timestamp? {
    get throws(FrontierError) { try attempt("read") { try database.read(Self.passStart) } }
  }

  /// Reads when the present pass over the addresses began; `nil` in the first one.
  static func passStart(_ db: Database) throws -> Timestamp? {
    guard let first = try firstRunOfPass(db), first > 1 else { return nil }
    let text = try db.text("SELECT started_at FROM run WHERE id = ?") { $0.add(first) }
    return text.flatMap { Timestamp(rfc3339: $0) }
  }

  /// The title of the first seed that is a page and has one.
  public var siteTitle: String? {
    get throws(FrontierError) {
      try attempt("read") {
        try database.read { db in
          // Seeds are among the first addresses; a list of images is not searched to its end.
          try db.text(
            """
            SELECT r.title FROM (SELECT id, kind, depth FROM address ORDER BY id LIMIT 1000) a
              JOIN result r ON r.address = a.id
            WHERE a.kind = 'page' AND a.depth = 0 AND trim(ifnull(r.title, '')) <> '' LIMIT 1
            """)
        }
      }
    }
  }

  /// A stored file by the digest of its content.
  public struct StoredFile: Sendable, Hashable {
    /// The file, relative to the output folder.
    public let file: String
    /// Its format.
    public let format: ImageFormat
    /// Its size in bytes.
    public let bytes: Int
  }

  /// Finds the file with a content.
  ///
  /// - Parameter sha256: the SHA-256 of the content, 64 hexadecimal digits in lower case.
  /// - Returns: the file; `nil` if there is none.
  /// - Throws: `FrontierError` if the journal cannot be read.
  public func file(withContent sha256: String) throws(FrontierError) -> StoredFile? {
    try attempt("read") {
      try database.read { db in
        let files: [StoredFile] = try db.rows(
          "SELECT file, format, bytes FROM content WHERE sha256 = ?"
        ) {
          $0.add(sha256)
        } _: { row in
          StoredFile(
            file: try Self.file(row.knownText(0)), format: try row.knownWord(1),
            bytes: try row.knownCount(2))
        }
        return files.first
      }
    }
  }
}
