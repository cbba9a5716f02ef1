import CrawlModel
import GRDB

/// The state of a crawl on the disk: an SQLite database that any tool can read, also while the crawl
/// runs.
///
/// It is written by one thread in transactions that take many jobs each (write-ahead log,
/// `synchronous=NORMAL`): what was committed outlasts the process however it ends. A power cut may
/// cost the last moments, and never leaves half a transaction.
public final class Journal: Sendable {
  /// The name of the file in the folder `.magpie`.
  public static let fileName = "crawl.sqlite"
  /// How long another program may hold the database before it is given up.
  static let patience = 10.0
  /// So many pages of the write-ahead log are written back at once.
  static let checkpointPages = 8_000

  /// Where it is.
  public let path: String
  let pool: DatabasePool

  /// Opens the journal, makes it when absent, and brings one of an earlier version up to date.
  ///
  /// - Parameter path: the file.
  /// - Throws: `mismatch` for what is no journal or that of a newer version; `damaged`, `inUse` and
  ///   others for what keeps it from being opened.
  public convenience init(_ path: String) throws(FrontierError) {
    try self.init(path) { pool in
      let (application, hasTables) = try pool.read { db in
        (
          try Int32.fetchOne(db, sql: "PRAGMA application_id") ?? 0,
          try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") ?? 0 > 0
        )
      }
      try Self.check(application, hasTables, path)
      let migrator = JournalSchema.migrator
      if try pool.read(migrator.hasBeenSuperseded) {
        throw FrontierError(
          code: .mismatch,
          message: "\(path) was made by a newer version of Magpie; use that version.")
      }
      try migrator.migrate(pool)
    }
  }

  private init(_ path: String, prepare: (DatabasePool) throws -> Void) throws(FrontierError) {
    self.path = path
    var configuration = Configuration()
    configuration.busyMode = .timeout(Self.patience)
    configuration.maximumReaderCount = 4
    // Within a transaction rows come in the order in which things happened, not in that of the keys.
    configuration.foreignKeysEnabled = false
    configuration.prepareDatabase { db in
      try db.execute(sql: "PRAGMA wal_autocheckpoint = \(Self.checkpointPages)")
      try db.execute(sql: "PRAGMA cache_size = -8000")
    }
    do {
      pool = try DatabasePool(path: path, configuration: configuration)
      try prepare(pool)
    } catch {
      throw FrontierError(error, "open", path)
    }
  }

  private static func check(
    _ application: Int32, _ hasTables: Bool, _ path: String
  ) throws {
    guard hasTables, application != JournalSchema.applicationID else { return }
    throw FrontierError(
      code: .mismatch,
      message: "\(path) is the database of another program; move it away, or choose another "
        + "folder with --output.")
  }

  /// Puts everything into the one file and closes it; the journal cannot be used after that.
  public func close() throws(FrontierError) {
    try attempt("write") {
      _ = try pool.writeWithoutTransaction { db in try db.checkpoint(.truncate) }
      pool.invalidateReadOnlyConnections()
      // Without a log beside it the file can be copied, and read from a disk that cannot be written.
      // While another program reads it stays as it is, which does no harm.
      try? pool.writeWithoutTransaction { db in
        try db.execute(sql: "PRAGMA busy_timeout = 0; PRAGMA journal_mode = DELETE")
      }
      try pool.close()
    }
  }

  /// A value that was kept under a name.
  public func setting(_ name: String) throws(FrontierError) -> String? {
    try attempt("read") {
      try pool.read { db in
        try String.fetchOne(db, sql: "SELECT value FROM setting WHERE name = ?", arguments: [name])
      }
    }
  }

  /// The values that were kept under names with this beginning, by the rest of the name.
  public func settings(_ prefix: String) throws(FrontierError) -> [String: String] {
    try attempt("read") {
      try pool.read { db in
        var values: [String: String] = [:]
        let rows = try Row.fetchCursor(
          db, sql: "SELECT substr(name, ?), value FROM setting WHERE substr(name, 1, ?) = ?",
          arguments: [prefix.count + 1, prefix.count, prefix])
        while let row = try rows.next() { values[row[0]] = row[1] }
        return values
      }
    }
  }

  /// Keeps values under names.
  public func set(_ values: [String: String]) throws(FrontierError) {
    try attempt("write") {
      try pool.write { db in
        for (name, value) in values {
          try db.execute(
            sql: "INSERT OR REPLACE INTO setting VALUES (?, ?)", arguments: [name, value])
        }
      }
    }
  }

  /// Runs something on the database; what it throws becomes a `FrontierError`.
  func attempt<Result>(
    _ operation: String, _ body: () throws -> Result
  ) throws(FrontierError) -> Result {
    do {
  /// Forgets the values that were kept under names with this beginning.
  public func forgetSettings(_ prefix: String) throws(FrontierError) {
    try attempt("write") {
      try pool.write { db in
        try db.execute(
          sql: "DELETE FROM setting WHERE substr(name, 1, ?) = ?",
          arguments: [prefix.count, prefix])
      }
    }
  }

      return try body()
    } catch {
      throw FrontierError(error, operation, path)
    }
  }
}
