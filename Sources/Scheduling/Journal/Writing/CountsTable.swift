import CrawlModel
import GRDB
import Statements

/// Writes and reads the counts as of the last transaction.
struct CountsTable {
  private static let deletion = "DELETE FROM books"
  private static let insertion = """
    INSERT INTO books (kind, status, reason, number) VALUES (?, ?, ?, ?)
    """
  private static let selection = "SELECT kind, status, reason, number FROM books"

  private let db: Database

  init(_ db: Database) { self.db = db }

  /// Replaces the counts.
  func write(_ counts: CrawlCounts) throws {
    try QuickStatement(db, Self.deletion).run { _ in }
    let insert = try QuickStatement(db, Self.insertion)
    func add(_ kind: String, _ status: String, _ reason: String?, _ number: Int) throws {
      try insert.run { row in
        row.add(kind)
        row.add(status)
        row.add(reason)
        row.add(number)
      }
    }
    for (kind, tally) in [("image", counts.images), ("page", counts.pages)] {
      for (column, number) in tally.columns {
        let words = JournalWords.words(column, isImage: kind == "image")
        try add(kind, words.status, words.reason, number)
      }
    }
    try add("bytes", "stored", nil, counts.storedBytes)
  }

  /// The counts; `nil` if they are not all there, once.
  func read() throws -> CrawlCounts? {
    var counts = CrawlCounts()
    var sums = 0
    try QuickStatement(db, Self.selection).forEachRow { _ in
    } _: { row in
      let kind = try row.knownText(0)
      if kind == "bytes" {
        counts.storedBytes = try row.known(3, in: JournalRange.sum)
        sums += 1
      } else {
        guard kind == "image" || kind == "page" else {
          throw DatabaseError.damage("a count of the kind '\(kind)'")
        }
        let column = try JournalWords.column(try row.knownText(1), row.text(2))
        counts.add(try row.knownCount(3), to: column, isImage: kind == "image")
      }
    }
    return sums == 1 ? counts : nil
  }
}
