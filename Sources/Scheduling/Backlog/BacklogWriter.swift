import CrawlModel
import Threads

/// The single thread that writes to a backlog, and reads from it the jobs that run low in memory.
///
/// Each write covers the work since the last one. The counts are written with it and must always
/// add up.
struct BacklogWriter {
  /// The interval at which written data is flushed to the device, which bounds the loss in a power
  /// cut.
  static let syncPause: Duration = .seconds(5)

  let backlog: any Backlog
  let log: BacklogLog
  /// Frees space that was reserved on the disk.
  let makeRoom: @Sendable () -> Void
  /// Ends the crawl.
  let onFailure: @Sendable () -> Void
  /// Entries to write at each synchronisation.
  let hostStatistics: @Sendable () -> [BacklogEntry]
  /// Passes the jobs that were read to the order; returns `false` if they are fewer than expected.
  let deliver: @Sendable (Refill, [Assignment]) -> Bool
  /// Keeps a shared frontier in step; `nil` if the frontier is that of one machine.
  let exchange: SharedExchange?

  /// Writes until the log has ended; an error ends the crawl through the log.
  func run(from counts: CrawlCounts) {
    var counts = counts
    var exchange = exchange
    do throws(FrontierError) {
      var nextSync = MonotonicTime.now + Self.syncPause
      while let batch = log.take(waitingUntil: min(nextSync, exchange?.due ?? nextSync)) {
        try write(batch, &counts, isShared: exchange != nil)
        exchange?.collect(batch.entries)
        let start = MonotonicTime.now
        let isDue = exchange.map { $0.due <= start } ?? false
        if nextSync <= start || isDue && exchange?.hasNews == true {
          try settle(counts)
          nextSync = .now + Self.syncPause
        }
        if isDue {
          do throws(FrontierError) {
            try exchange?.step(begunAt: start)
          } catch {
            // The crawl ends, and the journal gets everything that is still done.
            fail(error)
            exchange = nil
          }
          log.wrote(batch)
        }
      }
      try settle(counts)
      exchange?.leave()
    } catch {
      fail(error)
    }
  }

  private func fail(_ error: FrontierError) {
    log.fail(error)
    onFailure()
  }

  private func write(
    _ batch: BacklogLog.Batch, _ counts: inout CrawlCounts, isShared: Bool
  ) throws(FrontierError) {
    if !batch.entries.isEmpty {
      for move in batch.moves { counts.apply(move) }
      guard counts.isBalanced else {
        throw FrontierError(
          code: .storage,
          message: "The counts do not add up: another program has changed the journal. If none "
            + "has, please report it. What was written before is whole.")
      }
      let counts = counts
      try makingRoom { () throws(FrontierError) in try backlog.write(batch.entries, counts) }
    }
    if !isShared { log.wrote(batch) }
    for refill in batch.refills {
      guard deliver(refill, try backlog.read(refill)) else { throw backlog.lostJobs }
    }
  }

  private func settle(_ counts: CrawlCounts) throws(FrontierError) {
    let entries = hostStatistics()
    try makingRoom { () throws(FrontierError) in try backlog.settle(entries, counts) }
  }

  /// Retries once when the disk is full, using the reserved space: the crawl ends, but no findings
  /// are lost.
  private func makingRoom(
    _ body: () throws(FrontierError) -> Void
  ) throws(FrontierError) {
    do throws(FrontierError) {
      try body()
    } catch {
      guard error.code == .diskFull else { throw error }
      fail(error)
      makeRoom()
      try body()
    }
  }
}
