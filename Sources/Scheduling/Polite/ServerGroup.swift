import DequeModule
import Threads

/// The origins that live at one network address: together they may ask of it what one alone may ask
/// of its origin, however many names a machine has.
///
/// The delay of each origin counts from the last start at the address, by whomever.
struct ServerGroup: Sendable {
  /// How many transfers are out, all origins together.
  var inFlight = 0
  /// When the last of them started.
  var lastStart = MonotonicTime.distantPast
  /// Origins that have something to start and found no room.
  var refused = Deque<Int>()
}
