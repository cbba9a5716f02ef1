import Addressing
import CrawlModel
import GRDB
import Statements

/// A cache of the pages that show images.
///
/// The images of a page are close together in the journal, so a page is read once for all of them
/// and its address is one string.
struct ReferringPages {
  /// The cached data of one page.
  struct Page {
    var address: WebAddress
    /// The run that read it last; `nil` if none did.
    var readRun: Int?
    /// Its opt-outs for its images.
    var optOuts: [OptOut] = []
    /// Its title, and the language it declares.
    var title: String?
    var language: String?

    /// The bytes of its texts.
    var byteCount: Int {
      let texts = optOuts.reduce(0) { $0 + $1.value.utf8.count + $1.source.text.utf8.count }
      return address.text.utf8.count + texts + (title?.utf8.count ?? 0)
        + (language?.utf8.count ?? 0)
    }
  }

  /// The maximum number of pages, and of bytes of their texts, to keep.
  private static let mostPages = 1024
  private static let mostKept = 1 << 18

  enum Column: Int, CaseIterable {
    case url, readRun, optOuts, images, title, language
  }

  static let select = """
    SELECT a.url, r.read_run, r.opt_outs, r.images, r.title, r.language
    FROM address a LEFT JOIN result r ON r.address = a.id WHERE a.id = ?
    """

  private let statement: QuickStatement
  private var pages: [RecordNumber: Page] = [:]
  private var kept = 0

  init(_ db: Database) throws { statement = try QuickStatement(db, Self.select) }

  /// The page in a row; `nil` if the journal has no such row.
  mutating func page(_ number: RecordNumber) throws -> Page? {
    if let page = pages[number] { return page }
    var found: Page?
    try statement.forEachRow(Column.self) {
      $0.add(number)
    } _: { row in
      found = Page(
        address: try Journal.address(row.text(.url)), readRun: row.number(.readRun),
        optOuts: ImageOptOuts.listed(
          try OptOutText.read(row.text(.optOuts)), ofImages: row.number(.images) ?? 0),
        title: row.text(.title), language: row.text(.language))
    }
    guard let found else { return nil }
    if kept >= Self.mostKept || pages.count >= Self.mostPages {
      pages.removeAll(keepingCapacity: true)
      kept = 0
    }
    kept += found.byteCount
    pages[number] = found
    return found
  }
}
