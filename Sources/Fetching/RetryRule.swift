public import CrawlModel

/// When a request is repeated after a temporary failure.
public struct RetryRule: Sendable, Hashable {
  /// The number of retries after the first request.
  public var retries: Int
  /// The pause before the first retry; each later one is twice as long.
  public var firstPause: Duration
  /// The maximum pause.
  ///
  /// If a server asks for a longer pause, there is no retry.
  public var longestPause: Duration

  /// Makes a rule from its parts.
  public init(
    retries: Int = 3, firstPause: Duration = .seconds(1), longestPause: Duration = .seconds(120)
  ) {
    self.retries = max(0, retries)
    self.firstPause = firstPause
    self.longestPause = longestPause
  }

  /// How long to pause requests to an origin that asks for it; `nil` if it does not, or if it asks
  /// for more than the maximum.
  public func rest(after fault: Fetched.Fault) -> Duration? {
    guard let asked = fault.retryAfter, asked > .zero, asked <= longestPause else { return nil }
    return asked
  }

  /// How long to wait before a retry; `nil` if there is none.
  ///
  /// A pause that the server asks for has precedence; `Retry-After: 0` is ignored.
  ///
  /// - Parameters:
  ///   - fault: what went wrong.
  ///   - attempts: the number of failed attempts before this one.
  /// - Returns: the pause that the server asked for, or else the first pause, doubled for each
  ///   earlier attempt; `nil` if a retry is useless.
  public func pause(after fault: Fetched.Fault, attempts: Int) -> Duration? {
    guard fault.isPassing, attempts < retries else { return nil }
    let growth = 1 << min(attempts, 20)
    let asked = fault.retryAfter ?? .zero
    guard asked <= longestPause else { return nil }
    return min((asked > .zero ? asked : firstPause) * growth, longestPause)
  }
}
