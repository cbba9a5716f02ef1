/// What a crawl asked of one origin.
public struct HostReceipt: Sendable, Hashable {
  /// The origin, as `scheme://host[:port]`.
  public var host: String
  /// How many requests were started there, hops and retries included.
  public var requests: Int
  /// The shortest time between two starts; `nil` with fewer than two.
  public var fastestInterval: Duration?
  /// The delay between starts that was in force.
  public var delay: Duration
  /// How many of the requests were repeated tries.
  public var retries: Int

  /// Makes a receipt from its parts.
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
