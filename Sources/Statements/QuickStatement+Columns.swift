internal import Bytes
public import GRDB
import GRDBSQLite

extension QuickStatement {
  /// The columns of one result row, counted from 0; valid only while the row is being read.
  ///
  /// Each value is read from SQLite on demand. GRDB would first allocate a box for every value, and
  /// its subscripts end the process if a value is missing or has another type than expected. Here a
  /// value of another type is converted (sqlite.org/c3ref/column_blob.html), and what must not be
  /// missing or out of range is read by a method that throws.
  public struct Columns {
    private let pointer: OpaquePointer

    init(_ pointer: OpaquePointer) { self.pointer = pointer }

    /// Whether the value is `NULL`.
    public func isNull(_ column: Int) -> Bool {
      sqlite3_column_type(pointer, Int32(column)) == SQLITE_NULL
    }

    /// Returns an integer; `nil` if the value is `NULL`.
    public func number(_ column: Int) -> Int? {
      let number = sqlite3_column_int64(pointer, Int32(column))
      // Checks for `NULL` only when needed: SQLite returns 0 for it, and most values are not 0.
      return number == 0 && isNull(column) ? nil : Int(number)
    }

    /// Returns an integer; `nil` if the value is `NULL`.
    ///
    /// - Throws: `DatabaseError` with `SQLITE_CORRUPT` if the integer is not in the range.
    public func number(_ column: Int, in range: ClosedRange<Int>) throws -> Int? {
      guard let number = number(column) else { return nil }
      guard range.contains(number) else { throw damage("the number \(number)", column) }
      return number
    }

    /// Returns an integer that must not be missing.
    ///
    /// - Throws: `DatabaseError` with `SQLITE_CORRUPT` if it is missing or not in the range.
    public func known(_ column: Int, in range: ClosedRange<Int>) throws -> Int {
      guard let number = try number(column, in: range) else { throw damage("no number", column) }
      return number
    }

    /// Returns a floating-point number; `nil` if the value is `NULL`.
    public func real(_ column: Int) -> Double? {
      isNull(column) ? nil : sqlite3_column_double(pointer, Int32(column))
    }

    /// Returns a text; `nil` if the value is `NULL`.
    public func text(_ column: Int) -> String? {
      guard let bytes = sqlite3_column_text(pointer, Int32(column)) else { return nil }
      return String(cString: bytes)
    }

    /// Returns a text that must not be missing.
    ///
    /// - Throws: `DatabaseError` with `SQLITE_CORRUPT` if it is missing.
    public func knownText(_ column: Int) throws -> String {
      guard let text = text(column) else { throw damage("no text", column) }
      return text
    }

    /// Passes the bytes of a text to `body` without creating a string; returns `nil` if the value
    /// is `NULL`.
    public func withText<Result>(
      _ column: Int, _ body: (Span<UInt8>) -> Result
    ) -> Result? {
      guard let bytes = sqlite3_column_text(pointer, Int32(column)) else { return nil }
      let count = Int(sqlite3_column_bytes(pointer, Int32(column)))
      return body(UnsafeBufferPointer(start: bytes, count: count).span)
    }

    /// The bytes of all texts of the row.
    public var byteCount: Int {
      (0..<sqlite3_data_count(pointer)).reduce(0) { bytes, column in
        // Of a number, SQLite would count the bytes of its digits.
        let isText = [SQLITE_TEXT, SQLITE_BLOB].contains(sqlite3_column_type(pointer, column))
        return isText ? bytes + Int(sqlite3_column_bytes(pointer, column)) : bytes
      }
    }

    /// The error for a value that this program never wrote.
    ///
    /// - Parameters:
    ///   - found: what was found.
    ///   - column: the column of the value.
    /// - Returns: an error with `SQLITE_CORRUPT`.
    public func damage(_ found: String, _ column: Int) -> DatabaseError {
      let name = sqlite3_column_name(pointer, Int32(column)).map { String(cString: $0) }
      return .damage("\(name ?? "a column") has \(found)")
    }
  }
}

extension DatabaseError {
  /// The error for a database with content that this program never wrote.
  ///
  /// - Parameter words: what was found, of which the first 300 bytes are told: a text of the database
  ///   may have any length.
  /// - Returns: an error with `SQLITE_CORRUPT`.
  public static func damage(_ words: String) -> DatabaseError {
    let told = words.cut(to: 300)
    return DatabaseError(
      resultCode: .SQLITE_CORRUPT,
      message: told.utf8.count < words.utf8.count ? told + "…" : told)
  }
}
