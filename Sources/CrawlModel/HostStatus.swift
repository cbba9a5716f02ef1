/// What is known of an origin.
public struct HostStatus: Sendable, Hashable {
  /// The origin.
  public let host: String
  /// The number of requests there, as last recorded.
  public var requests: Int
  /// The number of those that were retries.
  public var retries: Int
  /// The number of addresses waiting there.
  public let waiting: Int
  /// The end of the last pause, because the origin was overloaded or gave no answer; `nil` if there
  /// was none.
  public var restsUntil: Timestamp?
  /// Whether that pause was because the origin gave no answer.
  public var isSilent: Bool
  /// The least time between two requests; only known of a crawl in the same process.
  public var delay: Duration?
  /// The number of transfers in flight; only known of a crawl in the same process.
  public var inFlight: Int?

  /// Makes a record from its parts.
  public init(
    host: String, requests: Int, retries: Int, waiting: Int, restsUntil: Timestamp?,
    isSilent: Bool = false
  ) {
    self.host = host
    self.requests = requests
    self.retries = retries
    self.waiting = waiting
    self.restsUntil = restsUntil
    self.isSilent = isSilent
  }
}
