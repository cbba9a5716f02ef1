import Addressing
import DequeModule
import Threads

/// The origins at one network address, and which may start there next: they are served one after
/// the other, however many names a machine has.
///
/// An origin that reached the limit, or came too early after the last start, waits in a queue. Only
/// the first of the queue has a time to wait for, so a hundred thousand names cost no more than
/// two, and the one with the longest delay is not overtaken forever by those with shorter ones.
///
/// The design is that of an entry in BUbiNG's workbench.
struct ServerGroup: Sendable {
  /// A place in the queue; stale if the origin has another number or is elsewhere.
  struct Place: Sendable {
    let index: Int
    let entry: Int
  }

  let address: IPAddress
  /// The number of machines of a shared crawl that have origins there: each has its share of the
  /// limit, and the delay counts for all of them together.
  var machines = 1
  /// The number of transfers of all origins together.
  var inFlight = 0
  /// The number of origins that may start at once and have not yet done so.
  var called = 0
  /// The number of requests that are handed out and not sent, of origins with a delay.
  var unsent = 0
  /// When the last transfer started, or its request was sent.
  var lastStart = MonotonicTime.distantPast
  /// The origins that wait.
  var line = Deque<Place>()
  /// When the queue is checked next; `nil` if something must end or start before.
  var nextLook: MonotonicTime?
  /// Distinguishes the current heap entry from stale ones.
  var entry = 0

  init(_ address: IPAddress) { self.address = address }

  /// When an origin with this delay may start, considering those before it; `nil` if one of them
  /// must start or end first.
  func earliestStart(delay: Duration, limit: Int) -> MonotonicTime? {
    guard inFlight + called < share(of: limit) else { return nil }
    guard delay > .zero else { return .distantPast }
    return called == 0 && unsent == 0 ? lastStart + delay * machines : nil
  }

  /// Returns whether an origin with this delay may start now, by current transfers and the last
  /// start.
  func allowsStart(delay: Duration, limit: Int, at now: MonotonicTime) -> Bool {
    inFlight < share(of: limit)
      && (delay == .zero || unsent == 0 && lastStart + delay * machines <= now)
  }

  private func share(of limit: Int) -> Int { max(1, limit / machines) }
}
