/// A block of the special-purpose registries: its first address and its prefix length.
private struct Block4 {
  let bits: UInt32
  let length: UInt32

  func contains(_ address: UInt32) -> Bool { (address ^ bits) >> (32 - length) == 0 }
}

/// A block of IPv6 with a prefix of at most 64 bits; the lower half of the address does not matter.
private struct Block6 {
  let high: UInt64
  let length: UInt64

  func contains(_ address: UInt64) -> Bool { (address ^ high) >> (64 - length) == 0 }
}

/// The IPv4 blocks that are not globally reachable by the IANA registry (RFC 6890).
///
/// Includes multicast and the deprecated 6to4 relays (RFC 7526). A few anycast services in
/// 192.0.0.0/24 are reachable; none of them is a website.
private let notPublic4 = [
  Block4(bits: 0x0000_0000, length: 8),  // 0.0.0.0/8, this network
  Block4(bits: 0x0A00_0000, length: 8),  // 10.0.0.0/8, private
  Block4(bits: 0x6440_0000, length: 10),  // 100.64.0.0/10, shared, carrier-grade NAT
  Block4(bits: 0x7F00_0000, length: 8),  // 127.0.0.0/8, loopback
  Block4(bits: 0xA9FE_0000, length: 16),  // 169.254.0.0/16, link-local
  Block4(bits: 0xAC10_0000, length: 12),  // 172.16.0.0/12, private
  Block4(bits: 0xC000_0000, length: 24),  // 192.0.0.0/24, IETF protocol assignments
  Block4(bits: 0xC000_0200, length: 24),  // 192.0.2.0/24, documentation
  Block4(bits: 0xC058_6300, length: 24),  // 192.88.99.0/24, 6to4 relays
  Block4(bits: 0xC0A8_0000, length: 16),  // 192.168.0.0/16, private
  Block4(bits: 0xC612_0000, length: 15),  // 198.18.0.0/15, benchmarking
  Block4(bits: 0xC633_6400, length: 24),  // 198.51.100.0/24, documentation
  Block4(bits: 0xCB00_7100, length: 24),  // 203.0.113.0/24, documentation
  Block4(bits: 0xE000_0000, length: 4),  // 224.0.0.0/4, multicast
  Block4(bits: 0xF000_0000, length: 4),  // 240.0.0.0/4, reserved and broadcast
]

/// The blocks of 2000::/3 that are not globally reachable.
///
/// Outside 2000::/3 nothing is, except for the forms that contain an IPv4 address.
private let notPublic6 = [
  Block6(high: 0x2001_0000_0000_0000, length: 23),  // 2001::/23, IETF protocol assignments
  Block6(high: 0x2001_0DB8_0000_0000, length: 32),  // 2001:db8::/32, documentation
  Block6(high: 0x3FFF_0000_0000_0000, length: 20),  // 3fff::/20, documentation
]

extension IPAddress {
  /// Whether the address belongs to the public internet.
  ///
  /// `false` for every block that the IANA special-purpose registries (RFC 6890) do not call
  /// globally reachable, for multicast and for unallocated addresses. An IPv6 address that contains
  /// an IPv4 address (mapped, NAT64, 6to4, Teredo) is judged by that one.
  public var isPublic: Bool {
    switch self {
    case .v4(let bits):
      return !notPublic4.contains { $0.contains(bits) }
    case .v6(let high, let low):
      if let carried = Self.carriedIPv4(high: high, low: low) {
        return carried.allSatisfy { IPAddress.v4($0).isPublic }
      }
      return high >> 61 == 0b001 && !notPublic6.contains { $0.contains(high) }
    }
  }

  /// Returns the IPv4 addresses that an IPv6 address contains; `nil` if it has none of those forms.
  private static func carriedIPv4(high: UInt64, low: UInt64) -> [UInt32]? {
    let lowest = UInt32(truncatingIfNeeded: low)
    if high == 0, low >> 32 == 0xFFFF { return [lowest] }  // Mapped, RFC 4291
    if high == 0x0064_FF9B_0000_0000, low >> 32 == 0 { return [lowest] }  // RFC 6052
    if high >> 48 == 0x2002 { return [UInt32(truncatingIfNeeded: high >> 16)] }  // RFC 3056
    if high >> 32 == 0x2001_0000 {
      // Teredo (RFC 4380): the server, and the client with inverted bits.
      return [UInt32(truncatingIfNeeded: high), ~lowest]
    }
    return nil
  }
}

extension IPAddress {
  /// Whether it is a loopback address (RFC 6890 §2.2.2, RFC 4291 §2.5.3), also as IPv4 inside IPv6.
  public var isLoopback: Bool {
    switch self {
    case .v4(let bits): bits >> 24 == 127
    case .v6(0, 1): true
    case .v6(0, let low): low >> 32 == 0xFFFF && (low >> 24) & 0xFF == 127
    case .v6: false
    }
  }
}

extension WebAddress {
  /// Whether the host is a loopback address, `localhost`, or a name below that (RFC 6761 §6.3).
  public var isOfThisMachine: Bool {
    ipAddress?.isLoopback ?? (host == "localhost" || host.hasSuffix(".localhost"))
  }
}
