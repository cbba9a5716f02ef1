import CrawlModel
import GRDB
import Statements

/// Writes the stored files, and the previous file of an address that changed.
struct ContentTable {
  private static let insertion = """
    INSERT INTO content
      (sha256, file, bytes, format, width, height, is_animated, orientation, is_truncated, rights,
      owner, run)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (sha256) DO NOTHING
    """

  private static let update = """
    UPDATE content SET file = ?2, owner = ifnull(owner, ?3) WHERE sha256 = ?1 RETURNING id
    """

  private static let selection = "SELECT id FROM content WHERE sha256 = ?"

  private static let replacement = """
    INSERT INTO replaced (address, content, replaced_by, run) VALUES (?, ?, ?, ?)
    """

  // An address that had none before, and has what an earlier run stored for another one.
  private static let gain = """
    INSERT OR REPLACE INTO gained (address, run)
    SELECT ?1, ?2 FROM content WHERE id = ?3 AND run < ?2
    """

  private let run: Int
  private let insertContent: LazyStatement
  private let updateContent: LazyStatement
  private let selectContent: LazyStatement
  private let insertReplaced: LazyStatement
  private let insertGained: LazyStatement

  init(_ db: Database, run: Int) {
    self.run = run
    insertContent = LazyStatement(db, Self.insertion)
    updateContent = LazyStatement(db, Self.update)
    selectContent = LazyStatement(db, Self.selection)
    insertReplaced = LazyStatement(db, Self.replacement)
    insertGained = LazyStatement(db, Self.gain)
  }

  /// The content that an earlier run stored for the address of a result.
  func row(before result: BacklogResult) throws -> ContentRow? {
    guard let content = result.earlier?.content else { return nil }
    return try selectContent.run { $0.add(content.sha256) }.map { ContentRow(rawValue: $0) }
  }

  /// Inserts the content that an address has now, and keeps a row for the one that it had before.
  ///
  /// - Parameters:
  ///   - content: the stored file.
  ///   - result: the result of the address.
  ///   - owner: the address the file was stored for; `nil` for a duplicate.
  /// - Throws: `DatabaseError` if the tables cannot be written.
  /// - Returns: the row of the content.
  func name(
    _ content: StoredContent, by result: BacklogResult, owner: RecordNumber?
  ) throws -> ContentRow? {
    let old = try row(before: result)
    // Nearly all contents are new. An upsert that returns the row would cost a temporary table for
    // each.
    let inserted = try insertContent.insert { row in
      row.add(content.sha256)
      row.add(content.file)
      row.add(content.bytes)
      row.add(content.facts.format.rawValue)
      row.add(content.facts.width)
      row.add(content.facts.height)
      row.add(content.facts.isAnimated ? 1 : 0)
      row.add(content.facts.orientation)
      row.add(content.facts.isTruncated.map { $0 ? 1 : 0 })
      row.add(RightsText.text(of: content.facts.rights))
      row.add(owner)
      row.add(run)
    }
    let new =
      try inserted
      ?? updateContent.run { row in
        row.add(content.sha256)
        row.add(content.file)
        row.add(owner)
      }
    guard let new = new.map({ ContentRow(rawValue: $0) }) else { return nil }
    if inserted == nil, old == nil, run > 1 {
      try insertGained.run { row in
        row.add(result.number)
        row.add(run)
        row.add(new)
      }
    }
    if let old, old != new {
      try insertReplaced.run { row in
        row.add(result.number)
        row.add(old)
        row.add(new)
        row.add(run)
      }
    }
    return new
  }
}
