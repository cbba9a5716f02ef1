import CrawlModel
import Threads

/// What is on its way from the workers to the writer of the backlog: whole calls in their order.
///
/// What one call adds stays together, so that a transaction never has half of it. The log is
/// bounded: who wants to add to a full one waits until the writer has caught up.
final class BacklogLog: Sendable {
  /// So many entries make the writer begin before its pause is over.
  static let eager = 4_000
  /// So many entries make the workers wait.
  static let most = 40_000
  /// The longest that an entry waits for its transaction.
  static let pause: Duration = .milliseconds(50)

  /// What the writer takes at once.
  struct Batch: Sendable {
    var entries: [JournalEntry] = []
    var moves: [CrawlCounts.Move] = []
    var refills: [Refill] = []
    /// How many entries were ever added, these included.
    var end = 0
  }

  private struct State {
    var batch = Batch()
    /// How many entries are known to be on the disk.
    var written = 0
    var isUrgent = false
    var isEnded = false
    var failure: FrontierError?
    var lastTaken = MonotonicTime.distantPast
  }

  private let monitor = Monitor(State())

  /// Adds what one call brought about.
  func append(_ entries: [JournalEntry], _ moves: [CrawlCounts.Move], _ refills: [Refill]) {
    guard !entries.isEmpty || !refills.isEmpty else { return }
    let wakes = monitor.withLock { state in
      let wasEmpty = state.batch.entries.isEmpty && state.batch.refills.isEmpty
      state.batch.entries += entries
      state.batch.moves += moves
      state.batch.refills += refills
      state.batch.end += entries.count
      return wasEmpty || !refills.isEmpty || state.batch.entries.count >= Self.eager
    }
    if wakes { monitor.broadcast() }
  }

  /// Waits until there is room for more, or the journal takes nothing more.
  func waitForRoom() {
    monitor.wait { state in
      state.failure != nil || state.batch.entries.count < Self.most ? .finish(()) : .sleep
    }
  }

  /// Waits until everything that was added before is on the disk.
  func flush() throws(FrontierError) {
    let goal = monitor.withLock { state in
      state.isUrgent = true
      return state.batch.end
    }
    monitor.broadcast()
    let failure: FrontierError? = monitor.wait { state in
      if let failure = state.failure { return .finish(failure) }
      return state.written >= goal ? .finish(nil) : .sleep
    }
    if let failure { throw failure }
  }

  /// Lets the writer end once it has written everything.
  func end() {
    monitor.withLock { $0.isEnded = true }
    monitor.broadcast()
  }

  /// Tells everybody that the journal takes nothing more.
  func fail(_ failure: FrontierError) {
    monitor.withLock { $0.failure = $0.failure ?? failure }
    monitor.broadcast()
  }

  /// What made the journal take nothing more.
  var failure: FrontierError? { monitor.withLock { $0.failure } }

  /// Throws what made the journal take nothing more.
  func check() throws(FrontierError) {
    if let failure { throw failure }
  }

  /// Waits for something to write; an empty batch when `deadline` comes first, `nil` at the end.
  ///
  /// Entries are let gather for a moment, so that one transaction takes many.
  func take(waitingUntil deadline: MonotonicTime) -> Batch? {
    // Threads that wait for room have it as soon as the batch is taken.
    defer { monitor.broadcast() }
    return monitor.wait { state in
      let isEmpty = state.batch.entries.isEmpty && state.batch.refills.isEmpty
      if isEmpty {
        state.isUrgent = false
        if state.isEnded { return .finish(nil) }
        return deadline <= .now ? .finish(Batch(end: state.batch.end)) : .sleepUntil(deadline)
      }
      let due = state.lastTaken + Self.pause
      let isDue =
        state.isUrgent || state.isEnded || !state.batch.refills.isEmpty
        || state.batch.entries.count >= Self.eager || due <= .now
      guard isDue else { return .sleepUntil(due) }
      let batch = state.batch
      state.batch = Batch(end: batch.end)
      state.isUrgent = false
      state.lastTaken = .now
      return .finish(batch)
    }
  }

  /// Tells that a batch is on the disk.
  func wrote(_ batch: Batch) {
    monitor.withLock { $0.written = max($0.written, batch.end) }
    monitor.broadcast()
  }
}
