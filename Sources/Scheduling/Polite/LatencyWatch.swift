/// Detects when an origin responds clearly slower than before.
///
/// Each response, in the order of `StartOrder`, gets its rank among the last hundred: the share of
/// them that were faster. While nothing changes, all ranks are equally likely, whatever the
/// distribution of the latencies. The watch sums how far the ranks are above those of a slightly
/// slower origin, never below zero, and reports when the sum reaches a threshold: a cumulative sum
/// test (Page, "Continuous Inspection Schemes", Biometrika 1954) of ranks (McDonald, "A cusum
/// procedure based on sequential ranks", Naval Research Logistics 1990).
///
/// `NoiseTests` measure its errors with 64 transfers, where they cost most. While the latency only
/// varies, an origin keeps more than 85 % of them. A fourfold latency halves them within three rounds
/// of responses in 99 % of all cases with even latencies, 93 % with two equal peaks, 77 % with
/// exponential ones, and 24 % if they vary over several orders of magnitude. Latency that grows with
/// the number of transfers as a sign of a queue is from TCP Vegas (Brakmo and Peterson, "TCP Vegas: End
/// to End Congestion Avoidance on a Global Internet", 1995).
struct LatencyWatch: Sendable {
  /// The ratio of the present to the usual latency, by means, from which a trend matters.
  static let factor = 1.7
  /// Smaller increases are ignored: our own processor may have been busy.
  static let floor: Duration = .milliseconds(100)
  /// The number of responses that new ones are compared with.
  static let compared = 100
  /// The number of responses before the first comparison.
  static let warmUp = 12
  /// The number of latest responses whose mean counts as the present latency.
  static let latest = 9
  /// What a rank must exceed one half by to increase the sum: half of what a fourfold latency gives
  /// where latencies are distributed exponentially.
  static let allowance = 0.15
  /// The sum at which the origin counts as slower.
  static let threshold = 1.3

  // Seconds; the oldest is replaced.
  private var earlier: [Float] = []
  private var oldest = 0
  private var sum = 0.0

  /// Adds the latency of a response; returns whether the origin is clearly slower than before.
  mutating func isStrained(by latency: Duration) -> Bool {
    let value = Float(latency.inSeconds)
    defer { keep(value) }
    guard earlier.count >= Self.warmUp else { return false }
    var faster = 0
    var equal = 0
    for other in earlier {
      if other < value { faster += 1 } else if other == value { equal += 1 }
    }
    let rank = (Double(faster) + Double(equal) / 2) / Double(earlier.count)
    sum = min(max(0, sum + rank - 0.5 - Self.allowance), Self.threshold)
    return sum == Self.threshold && isSlower(with: value)
  }

  /// Whether the increase is large enough to matter.
  private func isSlower(with value: Float) -> Bool {
    let usual = Double(earlier.reduce(0, +)) / Double(earlier.count)
    var present = Double(value)
    for back in 1..<Self.latest {
      present += Double(earlier[(oldest + earlier.count - back) % earlier.count])
    }
    present /= Double(Self.latest)
    return present > usual * Self.factor && present - usual > Self.floor.inSeconds
  }

  private mutating func keep(_ value: Float) {
    if earlier.count < Self.compared {
      earlier.append(value)
    } else {
      earlier[oldest] = value
      oldest = (oldest + 1) % Self.compared
    }
  }
}

extension Duration {
  /// The duration in seconds.
  fileprivate var inSeconds: Double {
    Double(components.seconds) + Double(components.attoseconds) / 1e18
  }
}
