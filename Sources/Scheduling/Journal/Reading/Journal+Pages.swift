public import Addressing
import CrawlModel
import GRDB

/// Reads what a later run must know about the pages of a crawl.
extension Journal {
  /// The pages that were not left out and whose addresses have several parameters, or parameters in
  /// the path, in order of discovery.
  public var parameterizedPages: [WebAddress] {
    get throws(FrontierError) {
      try attempt("read") {
        try database.read { db in
          let urls = try String.fetchCursor(
            db,
            sql: """
              SELECT a.url FROM address a LEFT JOIN result r ON r.address = a.id
              WHERE a.kind IN ('page', 'feed') AND a.left_out IS NULL AND r.reason IS NOT ?
                AND (a.url LIKE '%?%' OR a.url LIKE '%;%' OR a.url LIKE '%(%') ORDER BY a.id
              """, arguments: [SkipReason.trap.rawValue])
          var addresses: [WebAddress] = []
          while let url = try urls.next() { addresses.append(try Self.address(url)) }
          return addresses
        }
      }
    }
  }

  /// The number of pages requested per origin.
  public var pagesAsked: [Origin: Int] {
    get throws(FrontierError) {
      try attempt("read") {
        try database.read { db in
          let rows = try Row.fetchCursor(
            db,
            sql: """
              SELECT o.origin, count(*) AS number FROM address a JOIN origin o ON o.id = a.origin
                JOIN result r ON r.address = a.id
              WHERE a.kind = 'page' AND r.http_status IS NOT NULL GROUP BY o.id
              """)
          var pages: [Origin: Int] = [:]
          while let row = try rows.next() {
            pages[try Self.address(row["origin"] + "/").origin] = row["number"]
          }
          return pages
        }
      }
    }
  }
}
