import CrawlModel
import Threads

/// What the order does when this machine no longer works on an origin.
extension PoliteOrder {
  /// Removes and returns everything that waits at an origin.
  mutating func removeWaiting(at index: Int) -> [Assignment] {
    defer { settle(index, at: .distantPast) }
    return origins[index].removeWaiting()
  }

  /// How long nothing starts at an origin, because of its delay or a rest.
  func pause(at index: Int, now: MonotonicTime) -> Duration {
    max(.zero, max(origins[index].nextStart, origins[index].restsUntil) - now)
  }
}
