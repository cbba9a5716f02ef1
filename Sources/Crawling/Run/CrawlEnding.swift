import CrawlModel
import Scheduling
import Threads

/// What ends a crawl before everything is done: a limit, an interruption, a part that broke.
///
/// The first cause holds. Safe from any thread.
final class CrawlEnding: Sendable {
  /// What ended it; all `nil` and `false` when it ran to its end.
  struct Cause: Sendable {
    var limit: CrawlLimit?
    var isInterrupted = false
    var trouble: String?

    var isUndecided: Bool { limit == nil && !isInterrupted && trouble == nil }

    /// The cause in the words of the summary.
    var ending: CrawlSummary.Ending {
      if trouble != nil { return .error }
      if limit != nil { return .limit }
      return isInterrupted ? .interrupted : .complete
    }
  }

  /// Shows the workers when they must have ended.
  let stopSign = StopSign()
  private let observers: Observers
  private let decided = Monitor(Cause())
  // There is none before the crawl runs.
  private let frontier = Monitor<(any Frontier)?>(nil)

  init(_ observers: Observers) { self.observers = observers }

  /// What ended the crawl so far.
  var cause: Cause { decided.withLock { $0 } }

  /// Closes this frontier at the end; at once where the crawl was ended before it began.
  func watch(_ frontier: any Frontier) {
    self.frontier.withLock { $0 = frontier }
    if stopSign.deadline != nil { frontier.close() }
  }

  /// The counts of the frontier; those of nothing before the crawl runs.
  var counts: CrawlCounts { frontier.withLock { $0 }?.counts ?? CrawlCounts() }

  /// Ends the crawl because somebody wants that.
  func interrupt(grace: Duration) {
    decide { $0.isInterrupted = true }
    end(grace: grace)
  }

  /// Ends the crawl because a limit was reached.
  func reach(_ limit: CrawlLimit) {
    if decide({ $0.limit = limit }) { observers.send { .limitReached(limit) } }
    end(grace: .zero)
  }

  /// Runs a part of the crawl; what it throws ends the whole.
  func attempt(_ body: () throws -> Void) {
    do {
      try body()
    } catch {
      let words = "\(error)"
      if decide({ $0.trouble = words }) { observers.send { .broken(words) } }
      end(grace: .zero)
    }
  }

  /// Ends the crawl at a moment, as a thread of its own, so that no worker has to look at a clock;
  /// `nil` without a limit on the time.
  func clock(until end: MonotonicTime?) -> WorkerThread? {
    guard let end else { return nil }
    return WorkerThread(name: "clock") { [self] in
      guard !stopSign.wait(until: end) else { return }
      reach(.time)
    }
  }

  @discardableResult
  private func decide(_ cause: (inout Cause) -> Void) -> Bool {
    decided.withLock { decided in
      guard decided.isUndecided else { return false }
      cause(&decided)
      return true
    }
  }

  private func end(grace: Duration) {
    stopSign.show(until: .now + grace)
    frontier.withLock { $0 }?.close()
  }
}
