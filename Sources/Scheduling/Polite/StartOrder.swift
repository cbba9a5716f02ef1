import CrawlModel
import DequeModule

/// Puts the responses of an origin in the order in which their transfers started.
///
/// Of transfers that start together, the fast ones end first. In the order of arrival their latencies
/// would rise, and look like a trend: what arrives early is short because of that, a censored sample
/// (Gehan, "A Generalized Wilcoxon Test for Comparing Arbitrarily Singly-Censored Samples",
/// Biometrika 1965). In the order of their starts nothing is left out.
///
/// Each operation takes constant time on average, and the memory is proportional to the transfers
/// in flight.
struct StartOrder: Sendable {
  /// What a transfer showed of the latency of its origin.
  struct Response: Sendable, Hashable {
    var latency: Duration
    var isImage: Bool
  }

  /// The number of rounds of transfers that a response is waited for.
  ///
  /// If it were small, slow responses would come late together, and look like a trend.
  static let patience = 8

  private enum Slot: Sendable {
    case inFlight
    case ended(Response?)
  }

  /// The number of the transfer in the first slot.
  private var first = 0
  private var slots = Deque<Slot>()
  /// A response that came when others no longer waited for it.
  private var late: Response?

  /// Returns the number of a transfer that starts.
  mutating func start() -> Int {
    slots.append(.inFlight)
    return first + slots.count - 1
  }

  /// Records that a transfer ended; without a response if it showed nothing.
  mutating func end(_ number: Int, _ response: Response?) {
    if number < first { late = response } else { slots[number - first] = .ended(response) }
  }

  /// Takes the next response in the order of starts.
  ///
  /// - Parameter limit: the number of transfers that may be in flight together. One that is still in
  ///   flight when ``patience`` times as many have started after it is not waited for.
  /// - Returns: the response; `nil` if it is still awaited.
  mutating func next(limit: Int) -> Response? {
    if let late {
      self.late = nil
      return late
    }
    while let slot = slots.first {
      if case .inFlight = slot, slots.count <= Self.patience * limit { return nil }
      slots.removeFirst()
      first += 1
      if case .ended(let response?) = slot { return response }
    }
    return nil
  }
}
