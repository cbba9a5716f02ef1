import Threads

/// The back-off of an overloaded origin: fewer concurrent transfers, and rests that grow.
///
/// Additive increase, multiplicative decrease, as in TCP's congestion control (Jacobson,
/// "Congestion Avoidance and Control", 1988): a failure halves the number of transfers, each
/// success adds a fraction of one. An origin that reports overload is retried with a single
/// transfer after its rest.
struct Backoff: Sendable {
  /// The rest after the first sign of overload if the origin requests none; each further one
  /// doubles.
  static let firstRest: Duration = .seconds(1)
  /// The maximum rest.
  static let longestRest: Duration = .seconds(120)

  // Nil until the first failure.
  private var window: Double?
  private var overloads = 0
  // Transfers that were in flight at the last failure; their results add no information.
  private var stale = 0
  // Responses whose failure is already reported and which do not count as a success when they end.
  private var troubled = 0

  /// Returns the number of concurrent transfers allowed.
  func transfers(atMost limit: Int) -> Int {
    window.map { min(limit, max(1, Int($0))) } ?? limit
  }

  /// Records a failed transfer that suggests overload: no response, or a broken connection.
  mutating func fault(inFlight: Int, limit: Int) {
    troubled += 1
    guard !isStale() else { return }
    window = max(1, (window ?? Double(limit)) / 2)
    stale = max(0, inFlight - 1)
  }

  /// Records a successful transfer while latency keeps growing: a quarter fewer transfers.
  mutating func slowed(inFlight: Int, limit: Int) {
    if troubled > 0 {
      troubled -= 1
      return
    }
    guard !isStale() else { return }
    window = max(1, (window ?? Double(limit)) * 0.75)
    stale = max(0, inFlight - 1)
  }

  /// Records that the origin reported overload.
  ///
  /// - Parameters:
  ///   - asked: the delay that it requested; zero counts as absent.
  ///   - inFlight: the transfers in flight there, including this one.
  ///   - chance: from 0 to 1, so that clients do not all retry at the same moment.
  /// - Returns: the duration of the rest; `nil` if the overload was already known.
  mutating func overload(asked: Duration?, inFlight: Int, chance: Double) -> Duration? {
    troubled += 1
    guard !isStale() else { return nil }
    overloads += 1
    window = 1
    stale = max(0, inFlight - 1)
    let grown = Self.firstRest * (1 << min(overloads - 1, 10))
    let rest = min(max(asked ?? .zero, grown), Self.longestRest)
    return rest + rest * (0.25 * min(max(chance, 0), 1))
  }

  /// Counts a transfer that has ended.
  mutating func ended(limit: Int) {
    if troubled > 0 {
      troubled -= 1
      return
    }
    if isStale() { return }
    guard let window else { return }
    let wider = window + 1 / window
    overloads = max(0, overloads - 1)
    self.window = wider >= Double(limit) ? nil : wider
  }

  private mutating func isStale() -> Bool {
    guard stale > 0 else { return false }
    stale -= 1
    return true
  }
}
