/// What a crawl asked of one origin.
public struct HostStatistics: Sendable, Hashable {
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

  /// How often it was left alone for a while because it said that it was overloaded.
  public var rests = 0
  /// The fewest transfers that were allowed at once, while it was slow or failing; `nil` where it
  /// never was.
  public var fewestTransfers: Int?

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
