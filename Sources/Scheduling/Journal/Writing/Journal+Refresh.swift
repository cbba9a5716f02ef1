public import CrawlModel
import GRDB
import Statements

/// Counts the changes found by a refresh.
extension Journal {
  /// Detects moved images in the current pass, and counts new, changed, gone and moved ones;
  /// returns `nil` if the pass is not a refresh.
  ///
  /// An image has moved when its address is gone and a new one has the same bytes.
  public func closeRefresh() throws(FrontierError) -> RefreshCounts? {
    try attempt("write") {
      try database.write { db in
        guard let pass = try Self.firstRunOfPass(db) else { return nil }
        let kind = try db.text("SELECT kind FROM run WHERE id = ?") { $0.add(pass) }
        guard kind == RunKind.refresh.rawValue else { return nil }
        let known =
          try db.number("SELECT CAST(value AS INTEGER) FROM setting WHERE name = 'pass_start'") ?? 0
        let fresh = try images(
          """
          SELECT r.content, r.address FROM address a JOIN result r ON r.address = a.id
          WHERE a.id > ? AND a.kind = 'image' AND r.status IN ('stored', 'duplicate')
          """, known, db)
        var places: [ContentRow: RecordNumber] = [:]
        for (content, address) in fresh {
          guard let content, places[content] == nil else { continue }
          places[content] = address
        }
        let gone = try images(
          """
          SELECT r.content, r.address FROM result r JOIN address a ON a.id = r.address
          WHERE r.status = 'gone' AND r.run >= ? AND a.kind = 'image'
          """, pass, db)
        for (content, address) in gone {
          guard let content, let place = places[content] else { continue }
          try db.execute(
            sql: "UPDATE result SET moved_to = ? WHERE address = ?", arguments: [place, address])
        }
        var counts = RefreshCounts()
        let before = pass - 1
        counts.new = try Self.countChanges(.new, since: before, db)
        counts.changed = try Self.countChanges(.changed, since: before, db)
        counts.gone = try Self.countChanges(.gone, since: before, db)
        counts.moved = try Self.countChanges(.moved, since: before, db)
        return counts
      }
    }
  }

  private func images(
    _ selection: String, _ number: Int, _ db: Database
  ) throws -> [(content: ContentRow?, address: RecordNumber)] {
    try db.rows(selection) {
      $0.add(number)
    } _: {
      (try $0.row(0), try $0.knownRow(1))
    }
  }
}
