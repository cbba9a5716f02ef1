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

  /// The counts.
  func read() throws -> CrawlCounts {
    var counts = CrawlCounts()
    let rows = try Row.fetchCursor(db, sql: Self.selection)
    while let row = try rows.next() {
      let kind: String = row["kind"]
      let number: Int = row["number"]
      if kind == "bytes" {
        counts.storedBytes = number
      } else {
        let column = JournalWords.column(row["status"], row["reason"])
        counts.add(number, to: column, isImage: kind == "image")
      }
    }
    return counts
  }
}
