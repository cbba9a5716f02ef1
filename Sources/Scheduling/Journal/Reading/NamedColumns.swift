import CrawlModel
import Statements

/// The columns of a row by name: the names are the cases of an enum declared beside the `SELECT`,
/// in the same order.
struct NamedColumns<Name: RawRepresentable<Int>> {
  private let columns: QuickStatement.Columns

  init(_ columns: QuickStatement.Columns) { self.columns = columns }

  /// Whether there is no value.
  func isNull(_ name: Name) -> Bool { columns.isNull(name.rawValue) }

  /// An integer; `nil` if there is no value.
  func number(_ name: Name) -> Int? { columns.number(name.rawValue) }

  /// The number of a row; `nil` if there is no value.
  func row<Row: RowNumber>(_ name: Name) -> Row? {
    columns.number(name.rawValue).map { Row(rawValue: $0) }
  }

  /// A text; `nil` if there is no value.
  func text(_ name: Name) -> String? { columns.text(name.rawValue) }

  /// A timestamp; `nil` if there is none or it cannot be read.
  func moment(_ name: Name) -> Timestamp? {
    columns.withText(name.rawValue) { Timestamp(rfc3339: $0) } ?? nil
  }
}

extension QuickStatement {
  /// Executes the statement and passes each row with named columns to the closure.
  func forEachRow<Name: RawRepresentable<Int>>(
    _ names: Name.Type, _ fill: (inout Values) -> Void,
    _ body: (NamedColumns<Name>) throws -> Void
  ) throws {
    try forEachRow(fill) { row in try body(NamedColumns(row)) }
  }
}

/// Columns that describe the outcome of an address.
protocol OutcomeColumns: RawRepresentable<Int> {
  static var leftOut: Self { get }
  static var status: Self { get }
  static var reason: Self { get }
}

extension NamedColumns where Name: OutcomeColumns {
  /// The state of the address: why it was left out, or else its outcome.
  var column: Tally.Column {
    if let reason = text(.leftOut) { return JournalWords.column("skipped", reason) }
    return JournalWords.column(text(.status) ?? "pending", text(.reason))
  }
}

/// Columns that describe a stored file.
protocol ContentColumns: RawRepresentable<Int> {
  static var file: Self { get }
  static var sha256: Self { get }
  static var contentBytes: Self { get }
  static var format: Self { get }
  static var width: Self { get }
  static var height: Self { get }
}

extension NamedColumns where Name: ContentColumns {
  /// The stored file; `nil` if there is none, or if this version does not know its format.
  var content: StoredContent? {
    guard let file = text(.file), let format = text(.format).flatMap(ImageFormat.init(rawValue:))
    else { return nil }
    return StoredContent(
      file: file, sha256: text(.sha256) ?? "", bytes: number(.contentBytes) ?? 0,
      facts: ImageFacts(format: format, width: number(.width), height: number(.height)))
  }
}
