/// What a crawl requested of one origin.
public struct HostStatistics: Sendable, Hashable {
  /// The origin, as `scheme://host[:port]`.
  public var host: String
  /// The number of requests started there, including redirects and retries.
  public var requests: Int
  /// The shortest time between two requests, as they were sent; `nil` with fewer than two.
  public var fastestInterval: Duration?
  /// The delay between requests that was in force.
  public var delay: Duration
  /// The number of requests that were retries.
  public var retries: Int

  /// How often requests were paused because the origin was overloaded or gave no answer.
  public var rests = 0
  /// The minimum number of concurrent transfers that were allowed while the origin was slow or
  /// failing; `nil` if they were never limited.
  public var fewestTransfers: Int?
  /// Whether the origin has ever answered, in this run or an earlier one.
  public var hasAnswered = false

  /// Makes statistics from their parts.
  public init(
    host: String, requests: Int, fastestInterval: Duration?, delay: Duration, retries: Int
  ) {
    self.host = host
    self.requests = requests
    self.fastestInterval = fastestInterval
    self.delay = delay
    self.retries = retries
  }
}
