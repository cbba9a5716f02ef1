public import CrawlModel
import GRDB
import Statements

/// Reads which files the images of the site have.
extension Journal {
  /// Reads the content of each image that is on the site, once, the largest image first.
  ///
  /// - Parameter body: receives each content.
  /// - Throws: `FrontierError` if the journal cannot be read.
  public func presentContents(
    _ body: (SimilarImages.Image) -> Void
  ) throws(FrontierError) {
    try attempt("read") {
      try database.read { db in
        let rows = """
          SELECT c.file, a.url, c.sha256, c.format, c.width, c.height, c.bytes
          FROM content c LEFT JOIN address a ON a.id = c.owner
          WHERE c.id IN
            (SELECT content FROM result WHERE status IN ('stored', 'duplicate', 'unchanged'))
          ORDER BY ifnull(c.width, 0) * ifnull(c.height, 0) DESC, c.bytes DESC, c.id
          """
        try QuickStatement(db, rows).forEachRow { _ in
        } _: { row in
          body(
            SimilarImages.Image(
              file: try Self.file(row.knownText(0)),
              url: try row.text(1).map { try Self.imageKey($0).text },
              sha256: try row.knownText(2), format: try row.knownWord(3),
              width: try row.number(4, in: JournalRange.count),
              height: try row.number(5, in: JournalRange.count), bytes: try row.knownCount(6)))
        }
      }
    }
  }
}
