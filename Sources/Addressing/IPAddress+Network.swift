/// The kinds of networks that an address can belong to, from the view of a client; the raw value is
/// the fixed word in the journal.
public enum NetworkKind: String, Sendable, Hashable {
  /// The public internet.
  case everywhere = "public"
  /// The networks of a house or a company (RFC 1918, RFC 4193), and the IPv6 addresses of the same
  /// link (RFC 4291 §2.5.6), which such hosts have as well.
  case site
  /// This machine.
  case machine = "loopback"
  /// Anything else that is not public, such as the metadata services of clouds (RFC 3927 link-local,
  /// fd00:ec2::/32) and networks of carriers (RFC 6598).
  case special
}

extension IPAddress {
  /// The network that it belongs to; an IPv4 address inside an IPv6 address decides.
  public var network: NetworkKind {
    if isPublic { return .everywhere }
    if isLoopback { return .machine }
    switch self {
    case .v4(let bits): return Self.isOfSite(bits) ? .site : .special
    case .v6(0, 0): return .machine
    case .v6(0, let low) where low >> 32 == 0xFFFF:
      return IPAddress.v4(UInt32(truncatingIfNeeded: low)).network
    case .v6(let high, _):
      if high >> 32 == 0xFD00_0EC2 { return .special }
      return high >> 57 == 0xFC >> 1 || high >> 54 == 0xFE80 >> 6 ? .site : .special
    }
  }

  private static func isOfSite(_ bits: UInt32) -> Bool {
    bits >> 24 == 10 || bits >> 20 == 0xAC1 || bits >> 16 == 0xC0A8
  }
}
