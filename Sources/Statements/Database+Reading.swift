public import GRDB

extension Database {
  /// Returns the first column of the first row as a number; `nil` if there is no row or no value.
  ///
  /// - Throws: `DatabaseError` with the code of SQLite.
  public func number(
    _ sql: String, _ fill: (inout QuickStatement.Values) -> Void = { _ in }
  ) throws -> Int? {
    try QuickStatement(self, sql).run(fill)
  }

  /// Returns the first column of the first row as a text; `nil` if there is no row or no value.
  ///
  /// - Throws: `DatabaseError` with the code of SQLite.
  public func text(
    _ sql: String, _ fill: (inout QuickStatement.Values) -> Void = { _ in }
  ) throws -> String? {
    var answer: String?
    var isFirst = true
    try QuickStatement(self, sql).forEachRow(fill) { row in
      if isFirst { answer = row.text(0) }
      isFirst = false
    }
    return answer
  }

  /// Returns what `body` makes of each row.
  ///
  /// - Throws: `DatabaseError` with the code of SQLite, or what `body` throws.
  public func rows<Value>(
    _ sql: String, _ fill: (inout QuickStatement.Values) -> Void = { _ in },
    _ body: (QuickStatement.Columns) throws -> Value?
  ) throws -> [Value] {
    var values: [Value] = []
    try QuickStatement(self, sql).forEachRow(fill) { row in
      if let value = try body(row) { values.append(value) }
    }
    return values
  }
}
