import Addressing
import CrawlModel
import GRDB
import Statements

/// Reads which origins have an icon.
extension Journal {
  /// Returns the first page that was read of each origin, and whether any of its pages names an icon.
  public func iconSurvey() throws(FrontierError) -> [IconSurvey] {
    try attempt("read") {
      try database.read { db in
        let named: [OriginRow] = try db.rows(
          """
          SELECT DISTINCT p.origin FROM reference f JOIN address p ON p.id = f.page
          WHERE f.via_role = ?
          """
        ) {
          $0.add(Via.Role.icon.rawValue)
        } _: {
          try $0.knownRow(0)
        }
        let naming = Set(named)
        return try db.rows(
          """
          SELECT min(a.id), a.url, a.depth, a.origin
          FROM address a JOIN result r ON r.address = a.id
          WHERE a.kind = 'page' AND r.kind = 'page' AND r.status IN ('fetched', 'unchanged')
          GROUP BY a.origin ORDER BY 1
          """
        ) { row in
          IconSurvey(
            page: try Self.address(row.text(1)), depth: try row.known(2, in: JournalRange.steps),
            namesIcon: naming.contains(try row.knownRow(3)))
        }
      }
    }
  }
}
