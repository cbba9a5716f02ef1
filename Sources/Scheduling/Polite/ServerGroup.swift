import DequeModule
import Threads

/// The origins that live at one network address, and who of them may ask there next: however many
/// names a machine has, they are served one after the other.
///
/// An origin that reached the limit, or came too early after the last start, waits in a queue. Only
/// the first of the queue has a time to wait for, so that a hundred thousand names cost no more than two,
/// and the one that wants the longest delay is not overtaken for ever by those that want less.
///
/// The shape is that of an entry in BUbiNG's workbench.
struct ServerGroup: Sendable {
  /// A place in the line; out of date when the origin has another number or stands elsewhere.
  struct Place: Sendable {
    let index: Int
    let entry: Int
  }

  /// How many transfers are out, all origins together.
  var inFlight = 0
  /// How many origins may start at once and have not yet done so.
  var called = 0
  /// When the last transfer started.
  var lastStart = MonotonicTime.distantPast
  /// Who waits.
  var line = Deque<Place>()
  /// When the line is looked at next; `nil` when something must end or start before.
  var nextLook: MonotonicTime?
  /// Tells the entry of the heap that counts from those that are out of date.
  var entry = 0

  /// When an origin with this delay may start, with others before it in mind; `nil` when first one of
  /// them must start or end.
  func earliestStart(delay: Duration, limit: Int) -> MonotonicTime? {
    guard inFlight + called < limit else { return nil }
    guard delay > .zero else { return .distantPast }
    return called == 0 ? lastStart + delay : nil
  }

  /// Whether an origin with this delay may start now, by what is out and was.
  func allowsStart(delay: Duration, limit: Int, at now: MonotonicTime) -> Bool {
    inFlight < limit && (delay == .zero || lastStart + delay <= now)
  }
}
