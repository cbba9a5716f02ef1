public import Addressing
import CrawlModel
import GRDB

/// What is asked about the pages of a crawl when a later run goes on with it.
extension Journal {
  /// The pages whose addresses have several parameters, or parameters in the path, as far as they were
  /// not left out, in the order in which they were found.
  public var parameterizedPages: [WebAddress] {
    get throws(FrontierError) {
      try attempt("read") {
        try pool.read { db in
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

  /// How many pages each origin was asked for.
  public var pagesAsked: [Origin: Int] {
    get throws(FrontierError) {
      try attempt("read") {
        try pool.read { db in
          let rows = try Row.fetchCursor(
            db,
            sql: """
              SELECT o.origin, count(*) FROM address a JOIN origin o ON o.id = a.origin
                JOIN result r ON r.address = a.id
              WHERE a.kind = 'page' AND r.http_status IS NOT NULL GROUP BY o.id
              """)
          var pages: [Origin: Int] = [:]
          while let row = try rows.next() {
            pages[try Self.address(row[0] + "/").origin] = row[1]
          }
          return pages
        }
      }
    }
  }
}
