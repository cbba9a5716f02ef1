import CrawlModel
import GRDB
import Statements

/// What the numbers of a journal can be.
///
/// Each number is checked when it is read: a damaged file may hold any number, and code that adds
/// to it or uses it as an index would end the process.
enum JournalRange {
  /// The number of a row.
  static let row = 1...Int(Int32.max)
  /// The number of an address, and its position in a lane.
  static let address = 1...AddressIndex.numberLimit
  /// A number of things, bytes or pixels; the sum of all such numbers in a file fits into an `Int`.
  static let count = 0...(1 << 36)
  /// The bytes of all files.
  static let sum = 0...(1 << 60)
  /// A depth, or a number of redirects.
  static let steps = 0...AddressIndex.numberLimit
  /// The number of a lane.
  static let lane = 0...AddressIndex.numberLimit
  /// An interval in seconds.
  static let seconds = 0...1e9
}

extension QuickStatement.Columns {
  /// The number of a row; `nil` if there is no value.
  func row<Row: RowNumber>(_ column: Int) throws -> Row? {
    try number(column, in: JournalRange.row).map { Row(rawValue: $0) }
  }

  /// The number of a row that must not be missing.
  func knownRow<Row: RowNumber>(_ column: Int) throws -> Row {
    Row(rawValue: try known(column, in: JournalRange.row))
  }

  /// A number of things, or a number of bytes, that must not be missing.
  func knownCount(_ column: Int) throws -> Int { try known(column, in: JournalRange.count) }

  /// An interval in seconds; `nil` if there is no value.
  func interval(_ column: Int) throws -> Duration? {
    guard let number = real(column) else { return nil }
    guard JournalRange.seconds.contains(number) else {
      throw DatabaseError.damage("an interval of \(number) seconds")
    }
    return .seconds(number)
  }
}

extension RowNumber {
  /// Throws unless this row comes after another one in a list that is read in order.
  ///
  /// A list that is read in pieces, each after the last row of the one before, would never end.
  func check(after other: Self) throws {
    guard rawValue > other.rawValue else {
      throw DatabaseError.damage("row \(rawValue) comes after row \(other.rawValue)")
    }
  }
}
