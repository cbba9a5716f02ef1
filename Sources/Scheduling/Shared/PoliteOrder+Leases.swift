import CrawlModel
import Robots
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
    guard origins[index, \.inFlight] == 0 else { return }
    origins[index].backoff.state = standing.backoff
    settle(index, at: .distantPast)
  }

  /// The rules of the robots.txt of an origin, and since when they are known; `nil` if they are not.
  func robots(at index: Int) -> (rules: KeptRules<RobotsRules>, since: MonotonicTime)? {
    guard case .known(.rules(let rules), let since) = origins[index, \.gate] else { return nil }
    return (rules, since)
  }

  /// Takes the rules that another machine has read instead of requesting robots.txt.
  mutating func adopt(_ rules: RobotsRules, age: Duration, at index: Int) {
    guard case .unasked = origins[index, \.gate] else { return }
    origins[index].apply(.rules(KeptRules(rules)), at: MonotonicTime.now + (.zero - age))
    settle(index, at: .now)
  }

  /// How long nothing starts at an origin, because of its delay or a rest.
  func pause(at index: Int, now: MonotonicTime) -> Duration {
    max(.zero, max(origins[index, \.nextStart], origins[index, \.restsUntil]) - now)
  }
}
