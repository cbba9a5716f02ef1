import CrawlModel
import GRDB

/// The state of a crawl on disk: an SQLite database that any tool can read, even while the crawl
/// runs.
///
/// One thread writes it, in transactions of many jobs each (write-ahead log, `synchronous=NORMAL`):
/// committed data survives any end of the process. A power cut may lose the last moments, but never
/// leaves half a transaction.
public final class Journal: Sendable {
  /// The name of the file in the folder `.magpie`.
  public static let fileName = "crawl.sqlite"
  /// How many seconds to wait for another program that holds the database.
  static let patience = 10.0
  /// The number of write-ahead log pages that are written back in one step.
  static let checkpointPages = 8_000

  /// The path of the file.
  public let path: String
  let database: any DatabaseWriter

  /// Opens the journal, creates it if it does not exist, and migrates one of an earlier version.
  ///
  /// - Parameter path: the file.
  /// - Throws: `mismatch` if it is not a journal, or one of a newer version; `damaged`, `inUse` and
  ///   others if it cannot be opened.
  public convenience init(_ path: String) throws(FrontierError) {
    try Self.look(path)
    try self.init(path) { database in try JournalSchema.migrator.migrate(database) }
  }

  /// Opens a journal for reading only, even while a crawl writes to it.
  ///
  /// - Parameter path: the file.
  /// - Throws: as ``init(_:)``, and for a journal of an earlier version, which the next crawl
  ///   migrates.
  public convenience init(reading path: String) throws(FrontierError) {
    try Self.look(path)
    try self.init(path, isReadOnly: true) { database in
      guard try database.read(JournalSchema.migrator.hasCompletedMigrations) else {
        throw FrontierError(
          code: .mismatch,
          message: "\(path) was made by an earlier version of Magpie, or was not finished being "
            + "made; run the crawl once more to bring it up to date.")
      }
    }
  }

  /// Makes an empty journal in memory, for a crawl that stores no state.
  ///
  /// - Throws: `FrontierError` if it cannot be made, most likely for lack of memory.
  public init() throws(FrontierError) {
    path = ":memory:"
    do {
      database = try DatabaseQueue(configuration: Self.configuration())
      try JournalSchema.migrator.migrate(database)
    } catch {
      throw FrontierError(error, "make", path)
    }
  }

  private init(
    _ path: String, isReadOnly: Bool = false, prepare: (any DatabaseWriter) throws -> Void
  ) throws(FrontierError) {
    self.path = path
    do {
      database = try DatabasePool(
        path: path, configuration: Self.configuration(isReadOnly: isReadOnly))
      try prepare(database)
    } catch {
      throw FrontierError(error, "open", path)
    }
  }

  private static func configuration(isReadOnly: Bool = false) -> Configuration {
    var configuration = Configuration()
    configuration.readonly = isReadOnly
    configuration.busyMode = .timeout(Self.patience)
    configuration.maximumReaderCount = 4
    // Within a transaction, rows come in the order of events, not in that of the keys.
    configuration.foreignKeysEnabled = false
    configuration.prepareDatabase { db in
      try db.execute(sql: "PRAGMA wal_autocheckpoint = \(Self.checkpointPages)")
      // Readers scan each table once.
      try db.execute(sql: "PRAGMA cache_size = \(db.configuration.readonly ? -256 : -1000)")
    }
    return configuration
  }

  /// Rejects a file that is not a usable journal, before anything is written: opening a file for
  /// writing already changes it.
  private static func look(_ path: String) throws(FrontierError) {
    var configuration = Configuration()
    configuration.readonly = true
    configuration.busyMode = .timeout(patience)
    do {
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      try queue.read { db in
        // The table of migrations is created before the first migration runs.
        let tables = try Int.fetchOne(
          db,
          sql:
            "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name <> 'grdb_migrations'")
        guard let tables, tables > 0 else { return }
        let application = try Int32.fetchOne(db, sql: "PRAGMA application_id")
        guard application == JournalSchema.applicationID else { throw FrontierError.foreign(path) }
        guard try !JournalSchema.migrator.hasBeenSuperseded(db) else {
          throw FrontierError.newer(path)
        }
      }
      try queue.close()
    } catch let error as DatabaseError where error.resultCode == .SQLITE_CANTOPEN {
      // The file does not exist yet; any other cause is reported when it is opened for writing.
    } catch {
      throw FrontierError(error, "open", path)
    }
  }

  /// Writes everything to the one file and closes it; the journal cannot be used after that.
  public func close() throws(FrontierError) {
    try attempt("write") {
      guard let database = database as? DatabasePool else { return try database.close() }
      _ = try database.writeWithoutTransaction { db in try db.checkpoint(.truncate) }
      database.invalidateReadOnlyConnections()
      // Without a log beside it the file can be copied, and read from a read-only disk. While
      // another program reads it the log stays, which does no harm.
      try? database.writeWithoutTransaction { db in
        try db.execute(sql: "PRAGMA busy_timeout = 0; PRAGMA journal_mode = DELETE")
      }
      try database.close()
    }
  }

  /// Returns the value stored under a name.
  public func setting(_ name: String) throws(FrontierError) -> String? {
    try attempt("read") {
      try database.read { db in
        try String.fetchOne(db, sql: "SELECT value FROM setting WHERE name = ?", arguments: [name])
      }
    }
  }

  /// Returns the values stored under names with this prefix, by the rest of the name.
  public func settings(_ prefix: String) throws(FrontierError) -> [String: String] {
    try attempt("read") {
      try database.read { db in
        var values: [String: String] = [:]
        let rows = try Row.fetchCursor(
          db,
          sql: "SELECT substr(name, ?) AS name, value FROM setting WHERE substr(name, 1, ?) = ?",
          arguments: [prefix.count + 1, prefix.count, prefix])
        while let row = try rows.next() { values[row["name"]] = row["value"] }
        return values
      }
    }
  }

  /// Stores values under names.
  public func set(_ values: [String: String]) throws(FrontierError) {
    try attempt("write") {
      try database.write { db in
        for (name, value) in values { try Self.set(value, for: name, db) }
      }
    }
  }

  static func set(_ value: String, for name: String, _ db: Database) throws {
    try db.execute(
      sql: "INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)", arguments: [name, value])
  }

  /// Deletes the values stored under names with this prefix.
  public func forgetSettings(_ prefix: String) throws(FrontierError) {
    try attempt("write") {
      try database.write { db in
        try db.execute(
          sql: "DELETE FROM setting WHERE substr(name, 1, ?) = ?",
          arguments: [prefix.count, prefix])
      }
    }
  }

  /// Runs a closure on the database; its errors become a `FrontierError`.
  func attempt<Result>(
    _ operation: String, _ body: () throws -> Result
  ) throws(FrontierError) -> Result {
    do {
      return try body()
    } catch {
      throw FrontierError(error, operation, path)
    }
  }
}
