/// Detects when an origin responds clearly slower than usual.
///
/// It compares the fastest of the last responses with a slow moving average of the same. A server
/// with a request queue no longer responds fast to anything, while one that serves a mix of fast
/// and slow resources still does and must not be treated as overloaded; a site that became slower
/// permanently is accepted over time. Latency that grows with the number of transfers as a sign of
/// a queue is from TCP Vegas (Brakmo and Peterson, "TCP Vegas: End to End Congestion Avoidance on a
/// Global Internet", 1995); the average, instead of the fastest response ever, is from
/// `Gradient2Limit` in Netflix's concurrency-limits.
struct LatencyWatch: Sendable {
  /// The ratio to the usual latency from which an origin counts as overloaded.
  static let factor = 2.0
  /// Smaller increases are ignored: our own processor may have been busy.
  static let floor: Duration = .milliseconds(100)
  /// The number of responses in a group, of which the fastest counts.
  static let groupSize = 6
  /// The weight of the current value in the average with each response.
  private static let drift = 0.01

  private var usual = 0.0
  private var lastGroup = Double.infinity
  private var group = Double.infinity
  private var inGroup = 0
  private var answers = 0

  /// Adds the latency of a response; returns whether the origin is overloaded.
  mutating func isStrained(by latency: Duration) -> Bool {
    group = min(group, latency.inSeconds)
    inGroup += 1
    answers += 1
    // The fastest of the last six to twelve.
    let present = min(lastGroup, group)
    if inGroup == Self.groupSize {
      lastGroup = group
      group = .infinity
      inGroup = 0
    }
    guard answers > Self.groupSize else {
      usual = present
      return false
    }
    usual += max(Self.drift, 1 / Double(answers)) * (present - usual)
    return present > usual * Self.factor && present - usual > Self.floor.inSeconds
  }
}

extension Duration {
  /// The duration in seconds.
  fileprivate var inSeconds: Double {
    Double(components.seconds) + Double(components.attoseconds) / 1e18
  }
}
