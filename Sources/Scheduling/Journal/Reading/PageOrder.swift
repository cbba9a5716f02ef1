import CrawlModel
import GRDB
import Statements

/// The order in which the pages of a crawl show its images: the pages by discovery, the images of a
/// page from its start to its end, and an image that several pages show at the first of them.
///
/// Images are discovered as the pages arrive, which may be in another order than that of the links to
/// them.
enum PageOrder {
  enum Column: Int, CaseIterable { case id }

  // The numbers of rows are below 2³¹. Places from a run before the one in which a document was last
  // read are obsolete.
  static let select = """
    SELECT a.id
    FROM address a JOIN result r ON r.address = a.id
    WHERE a.kind = 'image' AND r.content IS NOT NULL
    ORDER BY
      ifnull(
        (SELECT min((f.page << 31) | f.rowid) FROM reference f
          LEFT JOIN result d ON d.address = ifnull(f.source, f.page)
          WHERE f.image = a.id AND f.run >= ifnull(d.read_run, 0)),
        1 << 62),
      a.id
    """

  /// Returns the images that have a content.
  ///
  /// - Complexity: O(*places* · log *images*), and 8 bytes for each image.
  static func read(_ db: Database) throws -> [RecordNumber] {
    var numbers: [RecordNumber] = []
    try QuickStatement(db, select).forEachRow(Column.self) { _ in
    } _: { row in
      numbers.append(try row.knownRow(.id))
    }
    return numbers
  }
}
