import GRDB
import Statements

/// Reads what another crawl need not fetch again.
extension Journal {
  /// Passes the address of each image whose content is stored to a closure.
  ///
  /// - Throws: `FrontierError` if the journal cannot be read.
  public func forEachStoredAddress(_ body: (String) -> Void) throws(FrontierError) {
    try forEachAddress(
      """
      SELECT a.url FROM result r JOIN address a ON a.id = r.address
      WHERE r.content IS NOT NULL AND a.kind = 'image'
      """, body)
  }

  /// Passes the address of each image whose stored file was lost to a closure, also of those that
  /// were fetched again since.
  ///
  /// - Throws: `FrontierError` if the journal cannot be read.
  public func forEachRestoredAddress(_ body: (String) -> Void) throws(FrontierError) {
    try forEachAddress("SELECT a.url FROM restored x JOIN address a ON a.id = x.address", body)
  }

  private func forEachAddress(
    _ query: String, _ body: (String) -> Void
  ) throws(FrontierError) {
    try attempt("read") {
      try database.read { db in
        try QuickStatement(db, query).forEachRow { _ in
        } _: { row in
          body(try row.knownText(0))
        }
      }
    }
  }
}
