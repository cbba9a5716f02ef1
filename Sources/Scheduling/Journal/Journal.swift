import CrawlModel
public import Files
import GRDB
import Statements
import Threads

/// The state of a crawl on disk: an SQLite database that any tool can read, even while the crawl
/// runs.
///
/// One thread writes it, in transactions of many jobs each (write-ahead log, `synchronous=NORMAL`):
/// committed data survives any end of the process. A power cut may lose the last moments, but never
/// leaves half a transaction.
public final class Journal: Sendable {
  /// The name of the file in the folder `.magpie`.
  public static let fileName = "crawl.sqlite"
  /// The names of all its files: those beside it exist while it is open, or after a crash.
  public static let fileNames = ["", "-wal", "-shm", "-journal"].map { fileName + $0 }
  /// How many seconds to wait for another program that holds the database.
  static let patience = 10.0
  /// The number of write-ahead log pages that are written back in one step.
  static let checkpointPages = 8_000

  /// The path of the file, for messages.
  public let path: String
  let database: any DatabaseWriter
  // Keeps the folder open through which connections are opened.
  private let file: JournalFile?

  /// Opens the journal, creates it if it does not exist, and migrates one of an earlier version.
  ///
  /// - Parameter folder: its folder; the file is ``fileName``.
  /// - Throws: `mismatch` if it is not a journal, or one of a newer version; `damaged`, `inUse` and
  ///   others if it cannot be opened.
  public convenience init(in folder: Folder) throws(FrontierError) {
    let file = JournalFile(folder: folder)
    try file.check(forWriting: true)
    try Self.look(file)
    try self.init(file) { database in try JournalSchema.migrator.migrate(database) }
  }

  /// Opens a journal for reading only, even while a crawl writes to it.
  ///
  /// - Parameter folder: its folder.
  /// - Throws: as ``init(in:)``, and for a journal of an earlier version, which the next crawl
  ///   migrates.
  public convenience init(readingIn folder: Folder) throws(FrontierError) {
    let file = JournalFile(folder: folder)
    try file.check(forWriting: false)
    try Self.look(file)
    try self.init(file, isReadOnly: true) { database in
      guard try database.read(JournalSchema.migrator.hasCompletedMigrations) else {
        throw FrontierError(
          code: .mismatch,
          message: "\(file.path) has no records, or those of an earlier version of Magpie. Run the "
            + "crawl with its addresses again: it brings the file up to date, or begins anew and "
            + "recognises the images that are there.")
      }
    }
  }

  /// Opens the journal at a path; see ``init(in:)``.
  ///
  /// - Parameter path: the file, which has the name ``fileName``.
  /// - Throws: as ``init(in:)``.
  public convenience init(_ path: String) throws(FrontierError) {
    let slash = path.lastIndex(of: "/")
    let folder: Folder
    do throws(FileError) {
      folder = try Folder.open(slash.map { String(path[...$0]) } ?? ".")
    } catch {
      throw FrontierError(code: .mismatch, message: error.description)
    }
    try self.init(in: folder)
  }

  /// Makes an empty journal in memory, for a crawl that stores no state.
  ///
  /// - Throws: `FrontierError` if it cannot be made, most likely for lack of memory.
  public init() throws(FrontierError) {
    path = ":memory:"
    file = nil
    try Self.checkThreads()
    do {
      database = try DatabaseQueue(configuration: Self.configuration())
      try JournalSchema.migrator.migrate(database)
    } catch {
      throw FrontierError(error, "make", path)
    }
  }

  /// The path for SQLite; valid while this object exists.
  var databasePath: String { file?.databasePath ?? path }

  private init(
    _ file: JournalFile, isReadOnly: Bool = false, prepare: (any DatabaseWriter) throws -> Void
  ) throws(FrontierError) {
    self.file = file
    path = file.path
    do {
      database = try DatabasePool(
        path: file.databasePath, configuration: Self.configuration(isReadOnly: isReadOnly))
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
      // The folder of a crawl may come from someone else (sqlite.org/security.html).
      db.limitLength(to: JournalLength.row)
      try db.execute(sql: "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON")
      try db.execute(sql: "PRAGMA wal_autocheckpoint = \(Self.checkpointPages)")
      // Readers scan each table once.
      try db.execute(sql: "PRAGMA cache_size = \(db.configuration.readonly ? -256 : -1000)")
    }
    return configuration
  }

  /// Rejects a file that is not a usable journal, before anything is written: opening a file for
  /// writing already changes it.
  ///
  /// A process that was killed amid a transaction of a file without a log leaves a rollback journal
  /// (sqlite.org/lockingv3.html, §4). Only a connection for writing may take the half transaction
  /// back, so one is made in that case.
  private static func look(_ file: JournalFile) throws(FrontierError) {
    try checkThreads()
    do {
      try look(file, isReadOnly: true)
    } catch let error as DatabaseError
      where error.extendedResultCode == .SQLITE_READONLY_ROLLBACK
    {
      try file.check(forWriting: true)
      do {
        try look(file, isReadOnly: false)
      } catch {
        throw FrontierError(error, "open", file.path)
      }
    } catch {
      throw FrontierError(error, "open", file.path)
    }
  }

  /// Throws if Dispatch could not start a thread, which it needs to dispose of a queue of GRDB, and
  /// waits for as long as there is none.
  private static func checkThreads() throws(FrontierError) {
    do throws(ThreadError) {
      try WorkerThread.checkRoom()
    } catch {
      throw FrontierError(code: .storage, message: error.description)
    }
  }

  private static func look(_ file: JournalFile, isReadOnly: Bool) throws {
    var configuration = Configuration()
    configuration.readonly = isReadOnly
    configuration.busyMode = .timeout(patience)
    configuration.prepareDatabase { db in db.limitLength(to: JournalLength.row) }
    do {
      let queue = try DatabaseQueue(path: file.databasePath, configuration: configuration)
      try queue.read { db in
        // The table of migrations is created before the first migration runs.
        let tables = try db.number(
          "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name <> 'grdb_migrations'")
        guard let tables, tables > 0 else { return }
        let application = try db.number("PRAGMA application_id")
        guard application == Int(JournalSchema.applicationID) else {
          throw FrontierError.foreign(file.path)
        }
        guard try !JournalSchema.migrator.hasBeenSuperseded(db) else {
          throw FrontierError.newer(file.path)
        }
        // They are programs of somebody else, which need not end. No version has any.
        let program = try db.text(
          "SELECT type || ' ' || name FROM sqlite_master WHERE type IN ('view', 'trigger') "
            + "OR sql LIKE 'CREATE VIRTUAL%' LIMIT 1")
        if let program { throw DatabaseError.damage("the \(program) is not one of Magpie") }
        try checkSettings(db)
      }
      try queue.close()
    } catch let error as DatabaseError where error.resultCode == .SQLITE_CANTOPEN {
      // The file does not exist yet; any other cause is reported when it is opened for writing.
    }
  }

  /// Throws `damaged` if the pages of the file do not form a database (sqlite.org/pragma.html,
  /// `quick_check`).
  ///
  /// Reads the whole file: about a second for 500,000 addresses.
  public func checkPages() throws(FrontierError) {
    try attempt("read") {
      let found = try database.read { db in try db.text("PRAGMA quick_check(1)") }
      guard found == "ok" else { throw DatabaseError.damage(found ?? "it cannot be checked") }
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
