public import Addressing

/// What a transfer shows of the server beside the response: where it is, and how fast it is.
public struct ServerSign: Sendable, Hashable {
  /// The network address that was connected to; `nil` where an open connection was used, and where
  /// it tells nothing, as that of a proxy.
  public var address: IPAddress?
  /// The time from the request to the first byte of the answer; `nil` where none came.
  public var latency: Duration?

  /// Makes a sign from its parts.
  public init(address: IPAddress? = nil, latency: Duration? = nil) {
    self.address = address
    self.latency = latency
  }
}
