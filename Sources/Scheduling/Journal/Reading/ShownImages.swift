import CrawlModel
import GRDB
import Statements

/// The number and the size of the stored images that each page shows.
///
/// One pass over all places counts them for all pages, since an index of the places by page would
/// cost time at every place of every page.
///
/// - Complexity: O(*places*) time, and 24 bytes for each page with a stored image.
struct ShownImages {
  private struct Total {
    var count = 0
    var bytes = 0
  }

  enum Column: Int, CaseIterable {
    case page, image, bytes
  }

  // The places of a document are together, except those of an image that a page link led to: such
  // a place has a source, and counts if the page shows the image nowhere else.
  static let select = """
    SELECT f.page, f.image, c.bytes
    FROM reference f
      CROSS JOIN result r ON r.address = f.image
      CROSS JOIN content c ON c.id = r.content
      LEFT JOIN result d ON d.address = ifnull(f.source, f.page)
    WHERE f.run >= ifnull(d.read_run, 0)
      AND (f.source IS NULL OR NOT EXISTS
        (SELECT 1 FROM reference g
          WHERE g.image = f.image AND g.page = f.page AND g.rowid < f.rowid))
    ORDER BY f.rowid
    """

  private var totals: [RecordNumber: Total] = [:]

  /// Counts the images of all places, or of those that another query selects; see ``select``.
  init(
    _ db: Database, _ select: String = Self.select,
    _ fill: (inout QuickStatement.Values) -> Void = { _ in }
  ) throws {
    var page = RecordNumber.beforeFirst
    var images: Set<RecordNumber> = []
    var total = Total()
    try QuickStatement(db, select).forEachRow(Column.self, fill) { row in
      let next: RecordNumber = try row.knownRow(.page)
      if next != page {
        add(total, to: page)
        total = Total()
        page = next
        images.removeAll(keepingCapacity: true)
      }
      guard images.insert(try row.knownRow(.image)).inserted else { return }
      total.count += 1
      total.bytes += try row.count(.bytes) ?? 0
    }
    add(total, to: page)
  }

  private mutating func add(_ total: Total, to page: RecordNumber) {
    guard total.count > 0 else { return }
    totals[page, default: Total()].count += total.count
    totals[page, default: Total()].bytes += total.bytes
  }

  /// The pages with the most bytes of images, the heaviest first.
  ///
  /// - Parameters:
  ///   - bytes: all pages with more bytes than this.
  ///   - count: at least this number of pages, if there are so many.
  /// - Returns: the pages, with the number and size of their images.
  func heaviest(
    over bytes: Int, atLeast count: Int
  ) -> [(page: RecordNumber, count: Int, bytes: Int)] {
    let order = totals.sorted {
      ($1.value.bytes, $0.key.rawValue) < ($0.value.bytes, $1.key.rawValue)
    }
    let number = max(count, order.prefix { $0.value.bytes > bytes }.count)
    return order.prefix(number).map { ($0.key, $0.value.count, $0.value.bytes) }
  }

  /// The images of a page; zero if it shows none that is stored.
  func total(of page: RecordNumber) -> (count: Int, bytes: Int) {
    totals[page].map { ($0.count, $0.bytes) } ?? (0, 0)
  }
}
