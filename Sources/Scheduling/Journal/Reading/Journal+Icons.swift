import Addressing
import CrawlModel
import GRDB

/// Reads which origins have an icon.
extension Journal {
  /// Returns the first page that was read of each origin, and whether any of its pages names an icon.
  func iconSurvey() throws(FrontierError) -> [IconSurvey] {
    try attempt("read") {
      try database.read { db in
        let named = try Set(
          OriginRow.fetchAll(
            db,
            sql: """
              SELECT DISTINCT p.origin FROM reference f JOIN address p ON p.id = f.page
              WHERE f.via_role = ?
              """, arguments: [Via.Role.icon.rawValue]))
        let rows = try Row.fetchCursor(
          db,
          sql: """
            SELECT min(a.id), a.url, a.depth, a.origin
            FROM address a JOIN result r ON r.address = a.id
            WHERE a.kind = 'page' AND r.kind = 'page' AND r.status IN ('fetched', 'unchanged')
            GROUP BY a.origin ORDER BY 1
            """)
        var survey: [IconSurvey] = []
        while let row = try rows.next() {
          survey.append(
            IconSurvey(
              page: try Self.address(row["url"]), depth: row["depth"],
              namesIcon: named.contains(row["origin"])))
        }
        return survey
      }
    }
  }
}
