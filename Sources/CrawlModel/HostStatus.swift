/// What is known of an origin.
public struct HostStatus: Sendable, Hashable {
  /// The origin.
  public let host: String
  /// The number of requests there, as last recorded.
  public let requests: Int
  /// The number of those that were retries.
  public let retries: Int
  /// The number of addresses waiting there.
  public let waiting: Int
  /// The end of a pause that the origin asked for; `nil` if there is none.
  public let restsUntil: Timestamp?

  /// Makes a record from its parts.
  public init(host: String, requests: Int, retries: Int, waiting: Int, restsUntil: Timestamp?) {
    self.host = host
    self.requests = requests
    self.retries = retries
    self.waiting = waiting
    self.restsUntil = restsUntil
  }
}
