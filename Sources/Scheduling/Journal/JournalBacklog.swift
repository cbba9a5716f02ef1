import Addressing
import CrawlModel
import GRDB
import Statements

/// The backlog of a crawl on one machine: a journal, in a file or in memory.
struct JournalBacklog: Backlog {
  let journal: Journal
  private let run: Int
  private let clock: @Sendable () -> Timestamp
  private let synchronize: @Sendable () throws -> Void

  /// Makes the backlog of a journal whose run has begun.
  ///
  /// - Parameters:
  ///   - journal: the journal.
  ///   - clock: the wall clock.
  ///   - synchronize: flushes stored images to the device; called before the journal relies on
  ///     that.
  /// - Throws: `FrontierError` if the journal cannot be read.
  init(
    _ journal: Journal, clock: @escaping @Sendable () -> Timestamp,
    synchronize: @escaping @Sendable () throws -> Void
  ) throws(FrontierError) {
    self.journal = journal
    self.clock = clock
    self.synchronize = synchronize
    run = try journal.latestRun
  }

  var fingerprintKey: Fingerprint.Key {
    get throws(FrontierError) { try journal.fingerprintKey }
  }

  func restore(_ order: inout WindowedOrder) throws(FrontierError) {
    do {
      try journal.load(&order, now: clock())
    } catch {
      throw FrontierError(error, "read", journal.path)
    }
  }

  func write(_ entries: [BacklogEntry], _ counts: CrawlCounts) throws(FrontierError) {
    try journal.attempt("write") {
      try journal.database.write { db in
        let transaction = JournalTransaction(db, run: run)
        try transaction.write(entries)
        try transaction.write(counts)
      }
    }
  }

  func read(_ refill: Refill) throws(FrontierError) -> [Assignment] {
    try journal.attempt("read") { try journal.read(refill) }
  }

  func settle(_ entries: [BacklogEntry], _ counts: CrawlCounts) throws(FrontierError) {
    // What cannot be flushed is not the journal, and its error says all.
    do { try synchronize() } catch { throw FrontierError(code: .storage, message: "\(error)") }
    try journal.attempt("write") {
      try journal.database.write { db in
        let transaction = JournalTransaction(db, run: run)
        try transaction.write(entries)
        try transaction.write(counts)
        try db.execute(
          sql: """
            INSERT OR REPLACE INTO setting (name, value)
            SELECT 'settled', ifnull(max(id), 0) FROM content
            """)
      }
    }
  }

  var counts: CrawlCounts { get throws(FrontierError) { try journal.counts } }

  var lostJobs: FrontierError {
    FrontierError(
      DatabaseError.damage("it has lost addresses that were waiting"), "read", journal.path)
  }

  // MARK: Records

  func records() throws(FrontierError) -> FrontierRecords { try journal.records() }

  func failureGroups() throws(FrontierError) -> [FailureGroup] { try journal.failureGroups() }

  func seedSurvey() throws(FrontierError) -> SeedSurvey { try journal.seedSurvey() }

  func policies() throws(FrontierError) -> PolicyAnswers { try journal.policies() }

  func addresses(of records: [RecordNumber]) throws(FrontierError) -> [WebAddress] {
    try journal.addresses(of: records)
  }

  func iconSurvey() throws(FrontierError) -> [IconSurvey] { try journal.iconSurvey() }
}
