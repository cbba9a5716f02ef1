public import GRDB

/// A statement of one transaction that is prepared when it is first executed.
///
/// Finding a statement in the cache of the connection means hashing its whole text. Most transactions
/// use few of the statements that they may need.
public final class LazyStatement {
  private let db: Database
  private let sql: String
  private var statement: QuickStatement?

  /// Makes a statement; nothing is prepared yet.
  ///
  /// - Parameters:
  ///   - db: the connection, in the transaction.
  ///   - sql: the text.
  public init(_ db: Database, _ sql: String) {
    self.db = db
    self.sql = sql
  }

  /// Executes the statement; see ``QuickStatement/run(_:)``.
  @discardableResult
  public func run(_ fill: (inout QuickStatement.Values) -> Void) throws -> Int? {
    try prepared().run(fill)
  }

  /// Executes an insertion; see ``QuickStatement/insert(_:)``.
  public func insert(_ fill: (inout QuickStatement.Values) -> Void) throws -> Int? {
    try prepared().insert(fill)
  }

  private func prepared() throws -> QuickStatement {
    if let statement { return statement }
    let statement = try QuickStatement(db, sql)
    self.statement = statement
    return statement
  }
}
