import GRDBSQLite

extension QuickStatement {
  /// The columns of one result row, counted from 0; valid only while the row is being read.
  ///
  /// Each value is read from SQLite on demand. GRDB would first allocate a box for every value.
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

    /// Returns a text; `nil` if the value is `NULL`.
    public func text(_ column: Int) -> String? {
      guard let bytes = sqlite3_column_text(pointer, Int32(column)) else { return nil }
      return String(cString: bytes)
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
  }
}
