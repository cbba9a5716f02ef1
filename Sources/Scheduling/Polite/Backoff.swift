import Threads

/// How an origin is spared when it struggles: fewer transfers at once, and rests that grow.
///
/// Additive increase, multiplicative decrease, as in TCP's congestion control (Jacobson, "Congestion
/// Avoidance and Control", 1988): trouble halves the number of transfers, each success adds a part of
/// one. An origin that says that it is overloaded is tried with a single transfer after its rest.
struct Backoff: Sendable {
  /// The rest after the first sign of overload where the origin asks for none; each further one is
  /// twice as long.
  static let firstRest: Duration = .seconds(1)
  /// The longest rest.
  static let longestRest: Duration = .seconds(120)

  // Nil as long as nothing was wrong.
  private var window: Double?
  private var overloads = 0
  // Transfers that were under way when the last trouble came; what they say is no news.
  private var stale = 0
  // Answers whose trouble is told already and which are no success when they end.
  private var troubled = 0

  /// How many transfers there may be at once.
  func transfers(atMost limit: Int) -> Int {
    window.map { min(limit, max(1, Int($0))) } ?? limit
  }

  /// Notes a failed transfer that suggests overload: no response, a broken connection.
  mutating func fault(inFlight: Int, limit: Int) {
    troubled += 1
    guard !isStale() else { return }
    window = max(1, (window ?? Double(limit)) / 2)
    stale = max(0, inFlight - 1)
  }

  /// Notes that a transfer has ended well, but that responses get slower: a quarter fewer
  /// transfers.
  mutating func slowed(inFlight: Int, limit: Int) {
    if troubled > 0 {
      troubled -= 1
      return
    }
    guard !isStale() else { return }
    window = max(1, (window ?? Double(limit)) * 0.75)
    stale = max(0, inFlight - 1)
  }

  /// Notes that the origin said that it is overloaded.
  ///
  /// - Parameters:
  ///   - asked: how long it asked to be left alone; zero is as if absent.
  ///   - inFlight: the transfers under way there, this one included.
  ///   - chance: from 0 to 1, so that not everybody comes back at the same moment.
  /// - Returns: how long it is to rest; `nil` when that was known.
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
