public import Addressing
import Curl

/// Keeps a crawl out of this machine and private networks.
///
/// A page on the web must not be able to make a client fetch from the client's own network
/// (server-side request forgery, CWE-918). The check uses the network address that is about to be
/// connected to, after the name was resolved, so a name that resolves to a private address does not
/// bypass it.
public struct AddressGate: Sendable {
  /// Whether every address is allowed.
  public var allowsPrivate = false
  /// Hosts that are private by what they are called, and that the user named.
  public var allowedHosts: Set<String> = []
  /// Origins of such hosts that are allowed without the other ports of the host.
  var allowedOrigins: Set<Origin> = []
  /// The other hosts that the user named; a name has to show what it is when it is resolved.
  public var namedHosts: NamedHosts?

  /// Makes a gate that blocks all private addresses.
  public init() {}

  /// Lets addresses that the user named be fetched even if they are private.
  ///
  /// - Parameters:
  ///   - addresses: the addresses; a number and a name of this machine are allowed at once.
  ///   - names: the other hosts among them.
  ///   - wholeHosts: whether all ports of a number or name of this machine are allowed, or only those
  ///     of the addresses.
  public mutating func allow(
    _ addresses: [WebAddress], names: NamedHosts, wholeHosts: Bool = true
  ) {
    for address in addresses where Self.isPrivate(address) {
      if wholeHosts {
        allowedHosts.insert(address.host)
      } else {
        allowedOrigins.insert(address.origin)
      }
    }
    namedHosts = names
  }

  private func isNamed(_ origin: Origin) -> Bool {
    allowedHosts.contains(origin.host) || allowedOrigins.contains(origin)
  }

  /// Whether a connection to `peer` for a resource of `origin` may be made.
  ///
  /// A proxy decides itself what can be reached.
  func allows(_ peer: PeerAddress, for origin: Origin, throughProxy: Bool = false) -> Bool {
    if allowsPrivate || throughProxy || isNamed(origin) { return true }
    let network = IPAddress(peer).network
    return namedHosts?.allow(origin, in: network) ?? (network == .everywhere)
  }

  /// Whether an address may be requested at all.
  ///
  /// It may not if its host is written as a private number or is the name of this machine (RFC 6761
  /// §6.3). Other names are checked when they are resolved; if a proxy resolves them, this is the
  /// only check.
  public func allows(_ address: WebAddress) -> Bool {
    allowsPrivate || !Self.isPrivate(address) || isNamed(address.origin)
  }

  /// Whether anything of an origin may be requested at all.
  public func allows(_ origin: Origin) -> Bool {
    allowsPrivate || !Self.isPrivate(host: origin.host) || isNamed(origin)
  }

  /// Whether an address is private by its text alone.
  public static func isPrivate(_ address: WebAddress) -> Bool { isPrivate(host: address.host) }

  private static func isPrivate(host: String) -> Bool {
    if let number = IPAddress(host: host) { return !number.isPublic }
    let name = host.hasSuffix(".") ? host.dropLast() : host[...]
    return name == "localhost" || name.hasSuffix(".localhost")
  }
}

extension IPAddress {
  init(_ peer: PeerAddress) {
    switch peer {
    case .v4(let bits): self = .v4(bits)
    case .v6(let high, let low): self = .v6(high: high, low: low)
    }
  }
}
