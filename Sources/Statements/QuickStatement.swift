public import GRDB
import GRDBSQLite

/// A statement that is executed once for each address of a crawl, its values handed to SQLite and back as
/// they are.
///
/// GRDB first puts the values of each execution into boxes, which costs more than SQLite itself takes
/// for a row. This does the same on the same statement without them: it belongs to GRDB's cache, to
/// one connection, and to the transaction in which it is made. Thin wrapper: all calls of SQLite's C
/// interface (sqlite.org/c3ref) of the project stand in this module.
public struct QuickStatement {
  // Keeps the pointer valid.
  private let statement: Statement
  private let pointer: OpaquePointer

  /// Prepares a statement, or takes it from the cache of the connection.
  ///
  /// - Throws: `DatabaseError` for what is no statement of the database.
  public init(_ db: Database, _ sql: String) throws {
    statement = try db.cachedStatement(sql: sql)
    pointer = statement.sqliteStatement
  }

  /// Takes the values of one execution in the order of the question marks.
  public struct Values {
    fileprivate let pointer: OpaquePointer
    private var index: Int32 = 0

    fileprivate init(_ pointer: OpaquePointer) { self.pointer = pointer }

    /// The next value, a whole number.
    public mutating func add(_ number: Int) {
      index += 1
      sqlite3_bind_int64(pointer, index, Int64(number))
    }

    /// The next value, a whole number or `NULL`.
    public mutating func add(_ number: Int?) {
      guard let number else { return addNull() }
      add(number)
    }

    /// The next value, a text or `NULL`.
    public mutating func add(_ text: String?) {
      guard var text else { return addNull() }
      index += 1
      // SQLite copies it (`SQLITE_TRANSIENT`), since it is gone after the call.
      let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
      text.withUTF8 { bytes in
        // A text without an address would be `NULL`.
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
  /// - Parameter fill: gives the values.
  /// - Throws: `DatabaseError` with the code of SQLite.
  /// - Returns: the number of the new row; `nil` where a conflict kept it out.
  public func insert(_ fill: (inout Values) -> Void) throws -> Int? {
    try run(fill)
    let connection = sqlite3_db_handle(pointer)
    return sqlite3_changes(connection) == 1 ? Int(sqlite3_last_insert_rowid(connection)) : nil
  }

  /// Executes it; every question mark must get a value.
  ///
  /// - Parameter fill: gives the values.
  /// - Throws: `DatabaseError` with the code of SQLite.
  /// - Returns: the first column of the first row, as a number; `nil` where there is no row.
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

  /// Executes it; every question mark must get a value.
  ///
  /// - Parameters:
  ///   - fill: gives the values.
  ///   - body: sees the rows of the answer one after the other.
  /// - Throws: `DatabaseError` with the code of SQLite, or what `body` throws.
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
