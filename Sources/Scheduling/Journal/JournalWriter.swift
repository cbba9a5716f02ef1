import CrawlModel
import GRDB
import Threads

/// The one thread that writes to a journal, and reads from it what runs short in memory.
///
/// Each transaction takes what the workers did since the last one. The books are written with it and
/// must balance, whatever was done.
struct JournalWriter {
  /// How often what is on the disk is put onto the device, so that a power cut costs little.
  static let syncPause: Duration = .seconds(5)

  let journal: Journal
  let log: JournalLog
  let run: Int
  /// Gives back room that was kept on the disk.
  let makeRoom: @Sendable () -> Void
  /// Puts the images onto the device.
  let synchronize: @Sendable () throws -> Void
  /// Ends the crawl.
  let onFailure: @Sendable () -> Void
  /// What is to be written at each synchronisation: the receipts of the origins.
  let receipts: @Sendable () -> [JournalEntry]
  /// Gives what was read to the order.
  let deliver: @Sendable (Refill, [Job]) throws -> Void

  /// Writes until the log has ended; an error is told to everybody through the log.
  func run(from books: Books) {
    var books = books
    do {
      var nextSync = MonotonicTime.now + Self.syncPause
      while let batch = log.take(waitingUntil: nextSync) {
        try write(batch, &books)
        if nextSync <= .now {
          try settle(&books)
          nextSync = .now + Self.syncPause
        }
      }
      try settle(&books)
    } catch {
      fail(error)
    }
  }

  private func fail(_ error: any Error) {
    log.fail(FrontierError(error, "write", journal.path))
    onFailure()
  }

  private func write(_ batch: JournalLog.Batch, _ books: inout Books) throws {
    if !batch.entries.isEmpty {
      for move in batch.moves { books.apply(move) }
      try commit(batch.entries, books)
    }
    log.wrote(batch)
    for refill in batch.refills { try deliver(refill, journal.read(refill)) }
  }

  private func commit(_ entries: [JournalEntry], _ books: Books) throws {
    guard books.isBalanced else {
      throw FrontierError(
        code: .storage,
        message: "The books do not balance; please report it. What was written before is whole.")
    }
    try makingRoom {
      try journal.pool.write { db in
        let transaction = try JournalTransaction(db, run: run)
        try transaction.write(entries)
        try transaction.write(books)
      }
    }
  }

  /// Tries once more when the disk is full, with the room that was kept for that: the crawl ends, but
  /// what was done until now is not lost.
  private func makingRoom(_ body: () throws -> Void) throws {
    do {
      try body()
    } catch let error as DatabaseError where error.resultCode == .SQLITE_FULL {
      fail(error)
      makeRoom()
      try body()
    }
  }

  /// Puts the images onto the device, then says in the journal how far that is so.
  private func settle(_ books: inout Books) throws {
    try synchronize()
    let entries = receipts()
    try makingRoom {
      try journal.pool.write { db in
        let transaction = try JournalTransaction(db, run: run)
        try transaction.write(entries)
        try transaction.write(books)
        try db.execute(
          sql: """
            INSERT OR REPLACE INTO setting (name, value)
            SELECT 'settled', ifnull(max(id), 0) FROM content
            """)
      }
    }
  }
}
