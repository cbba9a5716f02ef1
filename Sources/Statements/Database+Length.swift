public import GRDB
import GRDBSQLite

extension Database {
  /// Limits the length of each text, and of each row that is written (sqlite.org/c3ref/limit.html,
  /// `SQLITE_LIMIT_LENGTH`).
  ///
  /// A statement that meets a longer text ends with `SQLITE_TOOBIG` and does not load it. GRDB ends
  /// the process if an argument of `execute` is longer.
  ///
  /// - Parameter bytes: the limit, for this connection.
  public func limitLength(to bytes: Int) {
    sqlite3_limit(sqliteConnection, SQLITE_LIMIT_LENGTH, Int32(clamping: bytes))
  }

  /// Runs a closure with another limit; see ``limitLength(to:)``.
  ///
  /// - Parameters:
  ///   - bytes: the limit while the closure runs.
  ///   - body: the closure.
  /// - Returns: what the closure returns.
  /// - Throws: what the closure throws.
  public func withLength<Result>(
    upTo bytes: Int, _ body: () throws -> Result
  ) rethrows -> Result {
    let usual = sqlite3_limit(sqliteConnection, SQLITE_LIMIT_LENGTH, Int32(clamping: bytes))
    defer { limitLength(to: Int(usual)) }
    return try body()
  }
}
