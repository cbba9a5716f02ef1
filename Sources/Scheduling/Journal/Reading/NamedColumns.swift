import CrawlModel
import GRDB
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

  /// A number of things, or a number of bytes; `nil` if there is no value.
  func count(_ name: Name) throws -> Int? {
    try columns.number(name.rawValue, in: JournalRange.count)
  }

  /// The depth of an address, or how many redirects led to it.
  func steps(_ name: Name) throws -> Int {
    try columns.known(name.rawValue, in: JournalRange.steps)
  }

  /// The number of a row; `nil` if there is no value.
  func row<Row: RowNumber>(_ name: Name) throws -> Row? {
    try columns.row(name.rawValue)
  }

  /// The number of a row that must not be missing.
  func knownRow<Row: RowNumber>(_ name: Name) throws -> Row {
    try columns.knownRow(name.rawValue)
  }

  /// Whether something is the case; `nil` if there is no value.
  func flag(_ name: Name) -> Bool? { number(name).map { $0 != 0 } }

  /// A text; `nil` if there is no value.
  func text(_ name: Name) -> String? { columns.text(name.rawValue) }

  /// A text that must not be missing.
  func knownText(_ name: Name) throws -> String { try columns.knownText(name.rawValue) }

  /// The value of a word; `nil` if there is none.
  func word<Value: RawRepresentable<String>>(_ name: Name) throws -> Value? {
    try columns.word(name.rawValue)
  }

  /// How a link was found, from its text and the word for its role.
  func via(_ text: Name, _ role: Name) throws -> Via {
    try columns.via(text.rawValue, role.rawValue)
  }

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

  /// Executes the statement and passes rows with named columns to the closure, until all their texts
  /// are longer than ``JournalLength/chunk``; returns whether those were all rows.
  func forEachRow<Name: RawRepresentable<Int>>(
    ofChunk names: Name.Type, _ fill: (inout Values) -> Void,
    _ body: (NamedColumns<Name>) throws -> Void
  ) throws -> Bool {
    var bytes = 0
    return try !untilRow(fill) { row in
      try body(NamedColumns(row))
      bytes += row.byteCount
      return bytes > JournalLength.chunk
    }
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
    get throws {
      if let reason: SkipReason = try word(.leftOut) { return .skipped(reason) }
      return try JournalWords.column(text(.status) ?? "pending", text(.reason))
    }
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

/// Columns that also have what a record says of the stored file.
protocol RecordColumns: ContentColumns {
  static var contentNumber: Self { get }
  static var isAnimated: Self { get }
  static var orientation: Self { get }
  static var isTruncated: Self { get }
  static var rights: Self { get }
}

extension NamedColumns where Name: ContentColumns {
  /// The stored file; `nil` if there is none.
  var content: StoredContent? {
    get throws {
      guard let file = text(.file), let format: ImageFormat = try word(.format) else { return nil }
      return StoredContent(
        file: try Journal.file(file), sha256: text(.sha256) ?? "",
        bytes: try count(.contentBytes) ?? 0,
        facts: ImageFacts(format: format, width: try count(.width), height: try count(.height)))
    }
  }
}

extension NamedColumns where Name: RecordColumns {
  /// Sets the fields of a record that describe the stored file, if there is one.
  func describe(_ entry: inout ManifestEntry) throws {
    let row: ContentRow? = try row(.contentNumber)
    guard let content = try content else {
      guard row == nil, !entry.status.hasFile else {
        throw DatabaseError.damage("the file of \(entry.key.text) is not recorded")
      }
      return
    }
    entry.contentNumber = row?.rawValue
    entry.file = content.file
    entry.sha256 = content.sha256
    entry.bytes = content.bytes
    entry.format = content.facts.format
    entry.width = content.facts.width
    entry.height = content.facts.height
    entry.isAnimated = flag(.isAnimated)
    entry.orientation = number(.orientation)
    entry.isTruncated = flag(.isTruncated)
    entry.rights = try RightsText.read(text(.rights))
  }
}
