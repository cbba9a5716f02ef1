public import GRDB
import GRDBSQLite

/// A statement executed once for each address of a crawl, without a box for each value.
///
/// For each execution GRDB puts the values into boxes, which costs more than SQLite takes for a
/// row. This type uses the same statement directly: it belongs to GRDB's cache, to one connection,
/// and to the transaction in which it was created. It is a thin wrapper: all calls of SQLite's C
/// interface (sqlite.org/c3ref) in the project are in this module.
public struct QuickStatement {
  // Keeps the pointer valid.
  private let statement: Statement
  private let pointer: OpaquePointer

  /// Prepares a statement, or takes it from the cache of the connection.
  ///
  /// - Throws: `DatabaseError` if the statement is not valid for this database.
  public init(_ db: Database, _ sql: String) throws {
    statement = try db.cachedStatement(sql: sql)
    pointer = statement.sqliteStatement
  }

  /// The values of one execution, in the order of the question marks.
  public struct Values {
    fileprivate let pointer: OpaquePointer
    private var index: Int32 = 0

    fileprivate init(_ pointer: OpaquePointer) { self.pointer = pointer }

    /// Adds an integer.
    public mutating func add(_ number: Int) {
      index += 1
      sqlite3_bind_int64(pointer, index, Int64(number))
    }

    /// Adds an integer or `NULL`.
    public mutating func add(_ number: Int?) {
      guard let number else { return addNull() }
      add(number)
    }

    /// Adds a text or `NULL`.
    public mutating func add(_ text: String?) {
      guard var text else { return addNull() }
      index += 1
      // `SQLITE_TRANSIENT`: SQLite copies the text, which is freed after the call.
      let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
      text.withUTF8 { bytes in
        // SQLite would treat a nil pointer as `NULL`.
        guard let start = bytes.baseAddress else {
          sqlite3_bind_text(pointer, index, "", 0, copied)
          return
        }
        start.withMemoryRebound(to: CChar.self, capacity: bytes.count) { start in
          _ = sqlite3_bind_text(pointer, index, start, Int32(clamping: bytes.count), copied)
        }
      }
    }

    private mutating func addNull() {
      index += 1
      sqlite3_bind_null(pointer, index)
    }
  }

  /// Executes an insertion; every question mark must get a value.
  ///
  /// - Parameter fill: adds the values.
  /// - Throws: `DatabaseError` with SQLite's code.
  /// - Returns: the id of the new row; `nil` if a conflict prevented it.
  public func insert(_ fill: (inout Values) -> Void) throws -> Int? {
    try run(fill)
    let connection = sqlite3_db_handle(pointer)
    return sqlite3_changes(connection) == 1 ? Int(sqlite3_last_insert_rowid(connection)) : nil
  }

  /// Executes the statement; every question mark must get a value.
  ///
  /// - Parameter fill: adds the values.
  /// - Throws: `DatabaseError` with SQLite's code.
  /// - Returns: the first column of the first row, as an integer; `nil` if there is no row.
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

  /// Executes the statement; every question mark must get a value.
  ///
  /// - Parameters:
  ///   - fill: adds the values.
  ///   - body: receives the rows of the result one after the other.
  /// - Throws: `DatabaseError` with SQLite's code, or the error of `body`.
  public func forEachRow(
    _ fill: (inout Values) -> Void, _ body: (Columns) throws -> Void
  ) throws {
    var values = Values(pointer)
    fill(&values)
    defer { sqlite3_reset(pointer) }
    while true {
      switch sqlite3_step(pointer) {
      case SQLITE_ROW: try body(Columns(pointer))
      case SQLITE_DONE: return
      case let code:
        throw DatabaseError(
          resultCode: ResultCode(rawValue: code),
          message: String(cString: sqlite3_errmsg(sqlite3_db_handle(pointer))))
      }
    }
  }
}
