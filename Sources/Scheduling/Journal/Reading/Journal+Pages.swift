public import Addressing
import CrawlModel
import GRDB
import Statements

/// Reads what a later run must know about the pages of a crawl.
extension Journal {
  /// The pages that were not left out and whose addresses have several parameters, or parameters in
  /// the path, in order of discovery.
  public var parameterizedPages: [WebAddress] {
    get throws(FrontierError) {
      try attempt("read") {
        try database.read { db in
          try db.rows(
            """
            SELECT a.url FROM address a LEFT JOIN result r ON r.address = a.id
            WHERE a.kind IN ('page', 'feed') AND a.left_out IS NULL AND r.reason IS NOT ?
              AND (a.url LIKE '%?%' OR a.url LIKE '%;%' OR a.url LIKE '%(%') ORDER BY a.id
            """
          ) {
            $0.add(SkipReason.trap.rawValue)
          } _: {
            try Self.address($0.text(0))
          }
        }
      }
    }
  }

  /// The number of pages that scripts seem to fill in.
  public var pagesFilledByScripts: Int {
    get throws(FrontierError) {
      try attempt("read") {
        try database.read { db in
          try db.number("SELECT count(*) FROM result WHERE is_filled_by_scripts") ?? 0
        }
      }
    }
  }

  /// The number of pages requested per origin.
  public var pagesAsked: [Origin: Int] {
    get throws(FrontierError) {
      try attempt("read") {
        try database.read { db in
          let rows = """
            SELECT o.origin, count(*) FROM address a JOIN origin o ON o.id = a.origin
              JOIN result r ON r.address = a.id
            WHERE a.kind = 'page' AND r.http_status IS NOT NULL GROUP BY o.id
            """
          var pages: [Origin: Int] = [:]
          try QuickStatement(db, rows).forEachRow { _ in
          } _: { row in
            let origin = try Self.address(row.knownText(0) + "/").origin
            pages[origin] = try row.knownCount(1)
          }
          return pages
        }
      }
    }
  }
}
