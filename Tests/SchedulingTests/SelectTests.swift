import CrawlModel
import GRDB
import Statements
import Testing

@testable import Scheduling

/// Columns read by the cases of an enum.
struct SelectTests {
  struct Select: CustomTestStringConvertible, Sendable {
    let sql: String
    let names: [String]
    let testDescription: String

    init<Name: CaseIterable>(_ sql: String, _ names: Name.Type) {
      self.sql = sql
      self.names = Name.allCases.map { "\($0)" }
      testDescription = String(reflecting: names)
    }
  }

  static let selects = [
    Select(ImageRows.select, ImageRows.Column.self),
    Select(ImageRows.selectReferences, ImageRows.ReferenceColumn.self),
    Select(ImageRows.selectReplacements, ImageRows.ReplacementColumn.self),
    Select(PageOrder.select, PageOrder.Column.self),
    Select(PageRows.select, PageRows.Column.self),
    Select(PageRows.selectRedirect, PageRows.RedirectColumn.self),
    Select(ShownImages.select, ShownImages.Column.self),
    Select(Journal.selectLoaded, ShownImages.Column.self),
    Select(PolicyRows.select, PolicyRows.Column.self),
    Select(OutcomeRows.select, OutcomeRows.Column.self),
    Select(OutcomeRows.selectReplaced, OutcomeRows.ReplacedColumn.self),
    Select(ReferringPages.select, ReferringPages.Column.self),
    Select(WaitingRows.select, WaitingRows.Column.self),
    Select(Journal.selectKnown, Journal.KnownColumn.self),
  ]

  @Test(arguments: selects)
  func `the cases are in the order of the columns`(select: Select) throws {
    let folder = try JournalFolder()
    let journal = try Journal(folder.path)
    try journal.database.read { db in
      let columns = try QuickStatement(db, select.sql).columnNames
      #expect(
        columns.map { $0.filter { $0 != "_" }.lowercased() } == select.names.map { $0.lowercased() }
      )
    }
  }

  /// A table that is scanned for each row of another would take hours in a large crawl.
  @Test(arguments: ImageChange.Kind.allCases)
  func `the changes are read with one scan`(kind: ImageChange.Kind) throws {
    let folder = try JournalFolder()
    let journal = try Journal(folder.path)
    try journal.database.read { db in
      var scans: [String] = []
      let plan = "EXPLAIN QUERY PLAN " + Journal.selectChanges(of: kind)
      try QuickStatement(db, plan).forEachRow {
        $0.add(1)
        $0.add(1)
      } _: { row in
        // A list that does not depend on the row is made once, below its own step.
        let isTopLevel = row.number(1) == 0
        if isTopLevel, let step = row.text(3), step.hasPrefix("SCAN") { scans.append(step) }
      }
      #expect(scans.count == 1, "\(scans)")
    }
  }
}
