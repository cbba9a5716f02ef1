public import GRDB
import GRDBSQLite

/// A statement executed once for each address of a crawl, without a box for each value.
///
/// For each execution GRDB puts the values into boxes, which costs more than SQLite takes for a
/// row. This type uses the same statement directly: it belongs to GRDB's cache, to one connection,
/// and to the transaction in which it was created.
///
/// Every result code is checked, and so is the number of values: one for each parameter of the
/// statement. It is a thin wrapper: all calls of SQLite's C
/// interface (sqlite.org/c3ref) in the project are in this module.
public struct QuickStatement {
  // Keeps the pointer valid.
  private let statement: Statement
  private let pointer: OpaquePointer
  private let parameterCount: Int

  /// Prepares a statement, or takes it from the cache of the connection.
  ///
  /// - Throws: `DatabaseError` if the statement is not valid for this database.
  public init(_ db: Database, _ sql: String) throws {
    statement = try db.cachedStatement(sql: sql)
    pointer = statement.sqliteStatement
    parameterCount = Int(sqlite3_bind_parameter_count(pointer))
  }

  /// The names of the columns of its rows, in their order.
  public var columnNames: [String] { statement.columnNames }

  /// Receives the values of one execution in the order of the parameters.
  public struct Values {
    fileprivate let pointer: OpaquePointer
    /// How many values were added.
    fileprivate private(set) var count = 0
    /// The first result code that was not `SQLITE_OK`.
    fileprivate private(set) var failure: Int32?

    fileprivate init(_ pointer: OpaquePointer) { self.pointer = pointer }

    /// Adds an integer.
    public mutating func add(_ number: Int) {
      bind { sqlite3_bind_int64($0, $1, Int64(number)) }
    }

    /// Adds an integer or `NULL`.
    public mutating func add(_ number: Int?) {
      guard let number else { return addNull() }
      add(number)
    }

    /// Adds a floating-point number or `NULL`.
    public mutating func add(real number: Double?) {
      guard let number else { return addNull() }
      bind { sqlite3_bind_double($0, $1, number) }
    }

    /// Adds a text or `NULL`.
    public mutating func add(_ text: String?) {
      guard var text else { return addNull() }
      // SQLite copies it (`SQLITE_TRANSIENT`), since it is gone after the call.
      let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
      bind { pointer, index in
        text.withUTF8 { bytes in
          // A text without an address would be `NULL`.
          guard let start = bytes.baseAddress else {
            return sqlite3_bind_text(pointer, index, "", 0, copied)
          }
          return start.withMemoryRebound(to: CChar.self, capacity: bytes.count) { start in
            sqlite3_bind_text64(
              pointer, index, start, UInt64(bytes.count), copied, UInt8(SQLITE_UTF8))
          }
        }
      }
    }

    /// Adds `NULL`.
    public mutating func addNull() { bind { sqlite3_bind_null($0, $1) } }

    private mutating func bind(_ call: (OpaquePointer, Int32) -> Int32) {
      count += 1
      let code = call(pointer, Int32(clamping: count))
      if code != SQLITE_OK, failure == nil { failure = code }
    }
  }

  /// Executes an insertion.
  ///
  /// - Parameter fill: adds a value for each parameter.
  /// - Throws: `DatabaseError` with the code of SQLite.
  /// - Returns: the number of the new row; `nil` if a conflict kept it out.
  public func insert(_ fill: (inout Values) -> Void) throws -> Int? {
    try run(fill)
    let connection = sqlite3_db_handle(pointer)
    return sqlite3_changes(connection) == 1 ? Int(sqlite3_last_insert_rowid(connection)) : nil
  }

  /// Executes the statement.
  ///
  /// - Parameter fill: adds a value for each parameter.
  /// - Throws: `DatabaseError` with the code of SQLite.
  /// - Returns: the first column of the first row, as a number; `nil` if there is no row.
  @discardableResult
  public func run(_ fill: (inout Values) -> Void) throws -> Int? {
    var answer: Int?
    var isFirst = true
    try forEachRow(fill) { row in
      if isFirst { answer = row.number(0) }
      isFirst = false
    }
    return answer
  }

  /// Executes the statement.
  ///
  /// - Parameters:
  ///   - fill: adds a value for each parameter.
  ///   - body: receives the rows one after the other.
  /// - Throws: `DatabaseError` with the code of SQLite, `SQLITE_RANGE` if there is not one value for
  ///   each parameter, or what `body` throws.
  public func forEachRow(
    _ fill: (inout Values) -> Void, _ body: (Columns) throws -> Void
  ) throws {
    try untilRow(fill) { row in
      try body(row)
      return false
    }
  }

  /// Executes the statement until a row is the last that is wanted.
  ///
  /// - Parameters:
  ///   - fill: adds a value for each parameter.
  ///   - isLast: receives the rows one after the other; the first for which it returns `true` is the
  ///     last that is read.
  /// - Throws: as ``forEachRow(_:_:)``.
  /// - Returns: whether there was such a row.
  @discardableResult
  public func untilRow(
    _ fill: (inout Values) -> Void, _ isLast: (Columns) throws -> Bool
  ) throws -> Bool {
    var wasLast = false
    var values = Values(pointer)
    fill(&values)
    guard values.count == parameterCount else {
      throw DatabaseError(
        resultCode: .SQLITE_RANGE,
        message: "\(values.count) values for \(parameterCount) parameters", sql: statement.sql)
    }
    if let code = values.failure { throw error(code) }
    do {
      while !wasLast {
        let code = sqlite3_step(pointer)
        guard code == SQLITE_ROW else {
          guard code == SQLITE_DONE else { throw error(code) }
          break
        }
        wasLast = try isLast(Columns(pointer))
      }
    } catch {
      // After a failed step this returns the code of that step again.
      sqlite3_reset(pointer)
      throw error
    }
    let code = sqlite3_reset(pointer)
    guard code == SQLITE_OK else { throw error(code) }
    return wasLast
  }

  private func error(_ code: Int32) -> DatabaseError {
    DatabaseError(
      resultCode: ResultCode(rawValue: code),
      message: String(cString: sqlite3_errmsg(sqlite3_db_handle(pointer))), sql: statement.sql)
  }
}
