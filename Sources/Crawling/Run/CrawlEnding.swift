import Addressing
import CrawlModel
import Fetching
import Scheduling
import Threads

/// Ends a crawl before everything is done: at a limit, an interruption or an error.
///
/// The first cause is kept. May be used from any thread.
final class CrawlEnding: Sendable {
  /// What ended the crawl; all `nil` and `false` if it ran to its end.
  struct Cause: Sendable {
    var limit: CrawlLimit?
    var isInterrupted = false
    var trouble: String?
    /// Whether the trouble is that a shared frontier cannot be reached.
    var lostFrontier = false

    var isUndecided: Bool { limit == nil && !isInterrupted && trouble == nil }

    /// The cause as recorded in the summary.
    var ending: CrawlSummary.Ending {
      if trouble != nil { return .error }
      if limit != nil { return .limit }
      return isInterrupted ? .interrupted : .complete
    }
  }

  /// The time by which the workers must have ended.
  let stopSign = StopSign()
  /// Until when a person was told that an interrupted crawl takes; not set by any other end.
  let interruption = StopSign()
  private let observers: Observers
  private let decided = Monitor(Cause())
  // Whether nothing is left to end.
  private let isOver = Monitor(false)
  // `nil` before the crawl runs.
  private let frontier = Monitor<(any Frontier)?>(nil)

  init(_ observers: Observers) { self.observers = observers }

  /// The cause recorded so far.
  var cause: Cause { decided.withLock { $0 } }

  /// Sets the frontier to close at the end; closes it immediately if the crawl has already ended.
  func watch(_ frontier: any Frontier) {
    self.frontier.withLock { $0 = frontier }
    if stopSign.deadline != nil { frontier.close() }
  }

  /// The counts of the frontier; all zero before the crawl runs.
  var counts: CrawlCounts { frontier.withLock { $0 }?.counts ?? CrawlCounts() }

  /// What the frontier knows of origins; nothing before the crawl runs.
  func hosts(_ origins: [Origin]) -> [HostStatus] {
    frontier.withLock { $0 }?.hosts(origins, at: .now) ?? []
  }

  /// Ends the crawl at the user's request; a further call with less grace ends it sooner, and one after
  /// ``finish()`` only limits how long other machines are waited for.
  func interrupt(grace: Duration) {
    interruption.show(until: .now + grace)
    guard !isOver.withLock({ $0 }) else { return }
    decide { $0.isInterrupted = true }
    // Before the workers stop: this is the answer to a person who waits for one.
    observers.send(.stopping(transfers: counts.inFlight, grace: grace))
    end(grace: grace)
  }

  /// Records that the workers have ended, so that nothing is left to end.
  func finish() { isOver.withLock { $0 = true } }

  /// Ends the crawl because a limit was reached.
  func reach(_ limit: CrawlLimit) {
    if decide({ $0.limit = limit }) { observers.send(.limitReached(limit)) }
    end(grace: .zero)
  }

  /// Ends the part of this machine, because another one has stopped the crawl.
  ///
  /// - Parameter reason: the limit that was reached there.
  func follow(_ reason: String) {
    guard let limit = CrawlLimit(rawValue: reason) else { return interrupt(grace: Crawl.grace) }
    reach(limit)
  }

  /// Runs a part of the crawl; an error ends the whole crawl.
  func attempt(_ body: () throws -> Void) {
    do {
      try body()
    } catch {
      let words = "\(error)"
      let isLost = (error as? FrontierError)?.code == .unreachable
      let isFirst = decide {
        $0.trouble = words
        $0.lostFrontier = isLost
      }
      if isFirst { observers.send(.broken(words)) }
      end(grace: .zero)
    }
  }

  /// Starts a thread that ends the crawl at a given time, so that no worker has to check the time;
  /// returns `nil` if there is no time limit.
  func clock(until end: MonotonicTime?) throws(ThreadError) -> WorkerThread? {
    guard let end else { return nil }
    return try WorkerThread(name: "clock") { [self] in
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
