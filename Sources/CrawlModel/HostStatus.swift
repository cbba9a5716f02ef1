/// What is known of an origin.
public struct HostStatus: Sendable, Hashable {
  /// The origin.
  public let host: String
  /// What was asked there, as of the last time it was written down.
  public let requests: Int
  /// How many of those were repeated tries.
  public let retries: Int
  /// How many addresses wait there.
  public let waiting: Int
  /// Until when it is left alone because it asked for that; `nil` when it did not.
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
