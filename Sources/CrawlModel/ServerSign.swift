public import Addressing

/// What a transfer shows about the server: its network address and response time.
public struct ServerSign: Sendable, Hashable {
  /// The network address of the connection; `nil` if an existing connection was used, or if the
  /// address says nothing about the server, as with a proxy.
  public var address: IPAddress?
  /// The time from the request to the first byte of the response; `nil` if none was received.
  public var latency: Duration?

  /// Makes a sign from its parts.
  public init(address: IPAddress? = nil, latency: Duration? = nil) {
    self.address = address
    self.latency = latency
  }
}
