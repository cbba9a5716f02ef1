import CrawlModel
import Threads

/// What the order does when this machine no longer works on an origin.
extension PoliteOrder {
  /// Removes and returns everything that waits at an origin.
  mutating func removeWaiting(at index: Int) -> [Assignment] {
    defer { settle(index, at: .distantPast) }
    return origins[index].removeWaiting()
  }

  /// What the next owner of an origin must know.
  func standing(at index: Int) -> OriginStanding { OriginStanding(origins[index]) }

  /// Continues the back-off of an origin from what its last owner has told.
  mutating func adopt(_ standing: OriginStanding, at index: Int) {
    guard origins[index].inFlight == 0 else { return }
    origins[index].backoff.state = standing.backoff
    settle(index, at: .distantPast)
  }

  /// How long nothing starts at an origin, because of its delay or a rest.
  func pause(at index: Int, now: MonotonicTime) -> Duration {
    max(.zero, max(origins[index].nextStart, origins[index].restsUntil) - now)
  }
}
