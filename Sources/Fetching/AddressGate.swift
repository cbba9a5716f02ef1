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
  /// Hosts that may be on private addresses: those of the seeds.
  public var allowedHosts: Set<String> = []

  /// Makes a gate that blocks all private addresses.
  public init() {}

  /// Whether a connection to `peer` for a resource of `host` may be made.
  ///
  /// A proxy decides itself what can be reached.
  func allows(_ peer: PeerAddress, for host: String, throughProxy: Bool = false) -> Bool {
    if allowsPrivate || throughProxy || allowedHosts.contains(host) { return true }
    return IPAddress(peer).isPublic
  }

  /// Whether an address may be requested at all.
  ///
  /// It may not if its host is written as a private number or is the name of this machine (RFC 6761
  /// §6.3). Other names are checked when they are resolved; if a proxy resolves them, this is the
  /// only check.
  public func allows(_ address: WebAddress) -> Bool {
    let host = address.host
    if allowsPrivate || allowedHosts.contains(host) { return true }
    if let number = address.ipAddress { return number.isPublic }
    let name = host.hasSuffix(".") ? host.dropLast() : host[...]
    return name != "localhost" && !name.hasSuffix(".localhost")
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
