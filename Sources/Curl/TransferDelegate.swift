/// Receives the response of one transfer, on the thread that drives it.
public protocol TransferDelegate: AnyObject {
  /// Called when the head of a request was sent, or the first part of a long one.
  ///
  /// libcurl may send it again, on another connection or with credentials.
  ///
  /// - Parameter head: what was sent, with everything that identifies the user.
  func requestWasSent(_ head: Span<UInt8>)

  /// Called when no socket could be made, because the process or the system has too many open.
  func socketsRanOut()

  /// Receives one header line with its line break, including the status lines of interim responses;
  /// returning `false` ends the transfer.
  func receive(header line: Span<UInt8>) -> Bool

  /// Receives a part of the decoded body; returning `false` ends the transfer.
  func receive(body part: Span<UInt8>) -> Bool

  /// Whether a connection to this address is allowed; called after the name is resolved.
  func mayConnect(to peer: PeerAddress) -> Bool
}

/// The IP address of a server.
public enum PeerAddress: Hashable, Sendable {
  /// An IPv4 address, its first byte most significant.
  case v4(UInt32)
  /// An IPv6 address in two halves, its first byte most significant.
  case v6(high: UInt64, low: UInt64)
}
