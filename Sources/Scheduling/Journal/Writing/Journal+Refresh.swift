public import CrawlModel
import GRDB

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
        let kind = try String.fetchOne(
          db, sql: "SELECT kind FROM run WHERE id = ?", arguments: [pass])
        guard kind == RunKind.refresh.rawValue else { return nil }
        let known =
          try Int.fetchOne(
            db, sql: "SELECT CAST(value AS INTEGER) FROM setting WHERE name = 'pass_start'") ?? 0
        var counts = RefreshCounts()
        let fresh = try Row.fetchAll(
          db,
          sql: """
            SELECT r.content, r.address FROM address a JOIN result r ON r.address = a.id
            WHERE a.id > ? AND a.kind = 'image' AND r.status IN ('stored', 'duplicate')
            """, arguments: [known])
        var places: [ContentRow: RecordNumber] = [:]
        for row in fresh {
          guard let content = row["content"] as ContentRow?, places[content] == nil else {
            continue
          }
          places[content] = row["address"]
        }
        let gone = try Row.fetchAll(
          db,
          sql: """
            SELECT r.address, r.content FROM result r JOIN address a ON a.id = r.address
            WHERE r.status = 'gone' AND r.run >= ? AND a.kind = 'image'
            """, arguments: [pass])
        for row in gone {
          guard let content = row["content"] as ContentRow?, let place = places[content] else {
            continue
          }
          counts.moved += 1
          try db.execute(
            sql: "UPDATE result SET moved_to = ? WHERE address = ?",
            arguments: [place, row["address"] as RecordNumber])
        }
        counts.gone = gone.count - counts.moved
        counts.new = max(0, fresh.count - counts.moved)
        counts.changed =
          try Int.fetchOne(
            db, sql: "SELECT count(*) FROM replaced WHERE run >= ?", arguments: [pass]) ?? 0
        return counts
      }
    }
  }
}
