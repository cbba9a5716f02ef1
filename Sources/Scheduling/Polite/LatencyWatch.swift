/// Tells whether an origin answers clearly slower than it can.
///
/// What it can is the quickest of its answers, which slowly gives way to what is usual now, so that a
/// site that became slower for good is taken as it is. The idea is TCP Vegas's: waiting that grows
/// with the number of transfers is a queue at the server (Brakmo and Peterson, "TCP Vegas: End to End
/// Congestion Avoidance on a Global Internet", 1995).
struct LatencyWatch: Sendable {
  /// So much slower than the quickest answers are the present ones of an origin that is strained.
  static let factor = 2.0
  /// Less growth than this says nothing: it may be our own processor that was busy.
  static let floor: Duration = .milliseconds(100)
  /// How much of each new answer goes into the present value.
  private static let weight = 0.2
  /// How much of the present value goes into the base with each answer.
  private static let drift = 0.01

  private var base: Double?
  private var present = 0.0

  /// Takes in the latency of an answer; whether the origin is strained.
  mutating func isStrained(by latency: Duration) -> Bool {
    let seconds = latency.inSeconds
    guard let base else {
      base = seconds
      present = seconds
      return false
    }
    present += Self.weight * (seconds - present)
    self.base = min(seconds, base + Self.drift * max(0, present - base))
    return present > base * Self.factor && present - base > Self.floor.inSeconds
  }
}

extension Duration {
  /// The duration in seconds.
  fileprivate var inSeconds: Double {
    Double(components.seconds) + Double(components.attoseconds) / 1e18
  }
}
