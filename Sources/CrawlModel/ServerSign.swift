public import Addressing
public import Threads

/// What a transfer shows about the server: its network address, when it was requested and how long
/// the response took.
public struct ServerSign: Sendable, Hashable {
  /// The network address of the connection; `nil` if an existing connection was used, or if the
  /// address says nothing about the server, as with a proxy.
  public var address: IPAddress?
  /// The time from the request to the first byte of the response; `nil` if none was received.
  public var latency: Duration?
  /// When the request was sent, after resolving the name and connecting; `nil` if nothing was sent.
  ///
  /// The server sees requests in these intervals, so a delay between them counts from here.
  public var sentAt: MonotonicTime?

  /// Makes a sign from its parts.
  public init(
    address: IPAddress? = nil, latency: Duration? = nil, sentAt: MonotonicTime? = nil
  ) {
    self.address = address
    self.latency = latency
    self.sentAt = sentAt
  }
}
