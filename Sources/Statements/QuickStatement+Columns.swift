import GRDBSQLite

extension QuickStatement {
  /// The columns of one row of an answer, counted from 0; to be read only while the row is shown.
  ///
  /// Each value is taken from SQLite when it is asked for. GRDB first makes a box of every one.
  public struct Columns {
    private let pointer: OpaquePointer

    init(_ pointer: OpaquePointer) { self.pointer = pointer }

    /// Whether there is no value.
    public func isNull(_ column: Int) -> Bool {
      sqlite3_column_type(pointer, Int32(column)) == SQLITE_NULL
    }

    /// A whole number; `nil` where there is no value.
    public func number(_ column: Int) -> Int? {
      let number = sqlite3_column_int64(pointer, Int32(column))
      // Most are not zero, and what is no number is.
      return number == 0 && isNull(column) ? nil : Int(number)
    }

    /// A text; `nil` where there is no value.
    public func text(_ column: Int) -> String? {
      guard let bytes = sqlite3_column_text(pointer, Int32(column)) else { return nil }
      return String(cString: bytes)
    }

    /// Lets `body` see the bytes of a text without making a string of them; `nil` where there is no
    /// value.
    public func withText<Result>(
      _ column: Int, _ body: (Span<UInt8>) -> Result
    ) -> Result? {
      guard let bytes = sqlite3_column_text(pointer, Int32(column)) else { return nil }
      let count = Int(sqlite3_column_bytes(pointer, Int32(column)))
      return body(UnsafeBufferPointer(start: bytes, count: count).span)
    }
  }
}
