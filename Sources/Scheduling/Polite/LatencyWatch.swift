/// Tells whether an origin answers clearly slower than it used to.
///
/// The quickest of its last answers is compared with a slow average of the same. An origin that has a queue
/// in front of it answers nothing quickly any more, while one that has quick and slow things side by
/// side still does, and must not be taken for strained; and a site that became slower for good is in
/// time taken as it is. Waiting that grows with the number of transfers as a sign of a queue is TCP
/// Vegas's idea (Brakmo and Peterson, "TCP Vegas: End to End Congestion Avoidance on a Global
/// Internet", 1995); the average in place of the quickest answer ever is that of `Gradient2Limit` in
/// Netflix's concurrency-limits.
struct LatencyWatch: Sendable {
  /// So many times slower than usual are the answers of an origin that is strained.
  static let factor = 2.0
  /// Less growth than this says nothing: it may be our own processor that was busy.
  static let floor: Duration = .milliseconds(100)
  /// How many answers make a group, of which the quickest counts.
  static let groupSize = 6
  /// How much of the present value goes into the usual one with each answer.
  private static let drift = 0.01

  private var usual = 0.0
  private var lastGroup = Double.infinity
  private var group = Double.infinity
  private var inGroup = 0
  private var answers = 0

  /// Adds the latency of a response; returns whether the origin is strained.
  mutating func isStrained(by latency: Duration) -> Bool {
    group = min(group, latency.inSeconds)
    inGroup += 1
    answers += 1
    // The quickest of the last six to twelve.
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
