import Addressing
import CrawlModel
import GRDB
import Statements

/// What is known of the pages that show images, kept as long as it is likely to be asked again.
///
/// The images of a page stand close together in the journal, so that a page is read once for all of
/// them and its address is one string.
struct ReferringPages {
  /// What is known of one page.
  struct Page {
    var address: WebAddress
    /// The run that read it last; 0 where none did.
    var readRun: Int
    /// What it says against taking its images, as the journal has it.
    var optOuts: String?
  }

  /// So many pages, and so many bytes of text, are kept at most.
  private static let mostPages = 1024
  private static let mostKept = 1 << 18
  private static let select = """
    SELECT a.url, r.read_run, r.opt_outs FROM address a LEFT JOIN result r ON r.address = a.id
    WHERE a.id = ?
    """

  private let statement: QuickStatement
  private var pages: [Int: Page] = [:]
  private var kept = 0

  init(_ db: Database) throws { statement = try QuickStatement(db, Self.select) }

  /// The page of a number; `nil` where the journal has none.
  mutating func page(_ number: Int) throws -> Page? {
    if let page = pages[number] { return page }
    var found: Page?
    try statement.forEachRow {
      $0.add(number)
    } _: { row in
      found = Page(
        address: try Journal.address(row.text(0)), readRun: row.number(1) ?? 0,
        optOuts: row.text(2))
    }
    guard let found else { return nil }
    if kept >= Self.mostKept || pages.count >= Self.mostPages {
      pages.removeAll(keepingCapacity: true)
      kept = 0
    }
    kept += found.address.text.utf8.count + (found.optOuts?.utf8.count ?? 0)
    pages[number] = found
    return found
  }
}
