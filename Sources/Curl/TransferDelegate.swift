/// Hears of what arrives in one transfer, on the thread that drives it.
public protocol TransferDelegate: AnyObject {
  /// Takes one header line with its line end, the status lines of interim answers included;
  /// `false` cuts the transfer.
  func receive(header line: Span<UInt8>) -> Bool

  /// Takes a part of the decoded body; `false` cuts the transfer.
  func receive(body part: Span<UInt8>) -> Bool

  /// Whether a connection to this address may be made, asked after the name is resolved.
  func mayConnect(to peer: PeerAddress) -> Bool
}

/// The network address of the other side.
public enum PeerAddress: Hashable, Sendable {
  /// An IPv4 address, its first byte on top.
  case v4(UInt32)
  /// An IPv6 address in two halves, its first byte on top.
  case v6(high: UInt64, low: UInt64)
}
