import GRDB
import Statements

/// Reads what another crawl need not fetch again.
extension Journal {
  /// Passes the address of each image whose content is stored to a closure.
  ///
  /// - Throws: `FrontierError` if the journal cannot be read.
  public func forEachStoredAddress(_ body: (String) -> Void) throws(FrontierError) {
    try attempt("read") {
      try database.read { db in
        try QuickStatement(
          db,
          """
          SELECT a.url FROM result r JOIN address a ON a.id = r.address
          WHERE r.content IS NOT NULL AND a.kind = 'image'
          """
        ).forEachRow { _ in
        } _: { row in
          body(try row.knownText(0))
        }
      }
    }
  }
}
