public import CrawlModel

/// When a request is repeated after a temporary failure.
public struct RetryRule: Sendable, Hashable {
  /// The number of retries after the first request.
  public var retries: Int
  /// The pause before the first retry; each later one is twice as long.
  public var firstPause: Duration
  /// The longest pause.
  ///
  /// A server that asks for more is not waited for.
  public var longestPause: Duration

  /// Makes a rule from its parts.
  public init(
    retries: Int = 3, firstPause: Duration = .seconds(1), longestPause: Duration = .seconds(120)
  ) {
    self.retries = max(0, retries)
    self.firstPause = firstPause
    self.longestPause = longestPause
  }

  /// How long an origin is left alone that asks for it; `nil` when it does not, and when it asks
  /// for more than is waited for.
  public func rest(after fault: Fetched.Fault) -> Duration? {
    guard let asked = fault.retryAfter, asked > .zero, asked <= longestPause else { return nil }
    return asked
  }

  /// How long to wait before trying again; `nil` when it is not to be tried again.
  ///
  /// The pause starts from what the server asks for; `Retry-After: 0` is as if absent.
  ///
  /// - Parameters:
  ///   - fault: what went wrong.
  ///   - attempts: how many tries have failed before this one.
  /// - Returns: what the server asked for, or else the first pause, doubled for each try before this
  ///   one; `nil` when there is no sense in another try.
  public func pause(after fault: Fetched.Fault, attempts: Int) -> Duration? {
    guard fault.isPassing, attempts < retries else { return nil }
    let growth = 1 << min(attempts, 20)
    let asked = fault.retryAfter ?? .zero
    guard asked <= longestPause else { return nil }
    return min((asked > .zero ? asked : firstPause) * growth, longestPause)
  }
}
