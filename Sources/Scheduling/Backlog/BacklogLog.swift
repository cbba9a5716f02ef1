import CrawlModel
import Threads

/// The entries on their way from the workers to the writer of the backlog: whole calls in order.
///
/// The entries of one call stay together, so that a transaction never contains half of it. The log
/// is bounded: a thread that adds to a full log waits until the writer has caught up.
final class BacklogLog: Sendable {
  /// The number of entries at which the writer begins before its pause is over.
  static let eager = 4_000
  /// The number of entries, with those that are being written, at which the workers wait.
  static let most = 40_000
  /// The maximum time that an entry waits for its transaction.
  static let pause: Duration = .milliseconds(50)

  /// The entries that the writer removes in one step.
  struct Batch: Sendable {
    var entries: [BacklogEntry] = []
    var moves: [CrawlCounts.Move] = []
    var refills: [Refill] = []
    /// The number of entries added so far, including these.
    var end = 0
  }

  private struct State {
    var batch = Batch()
    /// The number of entries known to be on the disk.
    var written = 0
    var isUrgent = false
    var isEnded = false
    var failure: FrontierError?
    var lastTaken = MonotonicTime.distantPast
  }

  private let monitor = Monitor(State())

  /// Appends the entries, moves and refills of one call, and empties their arrays.
  func append(
    _ entries: inout [BacklogEntry], _ moves: inout [CrawlCounts.Move], _ refills: inout [Refill]
  ) {
    let isUrgent = !refills.isEmpty
    guard !entries.isEmpty || isUrgent else { return }
    let wakes = monitor.withLock { state in
      let wasEmpty = state.batch.entries.isEmpty && state.batch.refills.isEmpty
      state.batch.end += entries.count
      Self.move(&entries, behind: &state.batch.entries)
      Self.move(&moves, behind: &state.batch.moves)
      Self.move(&refills, behind: &state.batch.refills)
      return wasEmpty || isUrgent || state.batch.entries.count >= Self.eager
    }
    if wakes { monitor.broadcast() }
  }

  /// Moves elements; the array of a small call keeps its memory for the next one, that of a large one
  /// is passed on.
  private static func move<Element>(_ elements: inout [Element], behind others: inout [Element]) {
    if elements.count >= max(eager, others.count) {
      if !others.isEmpty { elements.insert(contentsOf: others, at: 0) }
      others.removeAll()
      swap(&elements, &others)
    } else {
      others += elements
    }
    elements.removeAll(keepingCapacity: elements.count < eager)
  }

  /// Waits until there is room for more, or the journal has failed.
  func waitForRoom() {
    monitor.wait { state in
      state.failure != nil || state.batch.end - state.written < Self.most ? .finish(()) : .sleep
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

  /// Marks the journal as failed and wakes all waiting threads.
  func fail(_ failure: FrontierError) {
    monitor.withLock { $0.failure = $0.failure ?? failure }
    monitor.broadcast()
  }

  /// The error that made the journal fail.
  var failure: FrontierError? { monitor.withLock { $0.failure } }

  /// Throws the error that made the journal fail.
  func check() throws(FrontierError) {
    if let failure { throw failure }
  }

  /// Waits for entries to write; returns an empty batch at `deadline`, `nil` at the end.
  ///
  /// Entries are collected for a moment, so that one transaction takes many.
  func take(waitingUntil deadline: MonotonicTime) -> Batch? {
    // Threads that wait for room can continue as soon as the batch is taken.
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

  /// Marks a batch as written to the disk.
  func wrote(_ batch: Batch) {
    monitor.withLock { $0.written = max($0.written, batch.end) }
    monitor.broadcast()
  }
}
