import CrawlModel
import GRDB
import Statements

/// The number of a row in a table of the journal, from 1.
///
/// Each table has its own type, so that the numbers cannot be confused.
protocol RowNumber: RawRepresentable<Int>, Hashable, Sendable, DatabaseValueConvertible {
  init(rawValue: Int)
}

extension RowNumber {
  /// A number less than that of any row: where reading in order starts.
  static var beforeFirst: Self { Self(rawValue: 0) }
}

/// A record is a row in `address`.
extension RecordNumber: RowNumber {}

/// The number of a row in `content`.
struct ContentRow: RowNumber { let rawValue: Int }

/// The number of a row in `origin`.
struct OriginRow: RowNumber {
  let rawValue: Int

  init(rawValue: Int) { self.rawValue = rawValue }

  /// The row of the origin with an index in the polite order, which counts from 0.
  init(index: Int) { rawValue = index + 1 }

  /// The index of the origin in the polite order.
  var index: Int { rawValue - 1 }
}

extension QuickStatement.Values {
  /// Adds the number of a row.
  mutating func add(_ row: some RowNumber) { add(row.rawValue) }

  /// Adds the number of a row, or NULL.
  mutating func add(_ row: (some RowNumber)?) { add(row?.rawValue) }
}
