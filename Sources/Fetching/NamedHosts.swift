public import Addressing
import Threads

/// The hosts that the user named, and the kind of network of each when it was first resolved.
///
/// `http://nas.local/` is a seed that the user may well mean. But who answers for the name could let
/// it point to this machine or another network later, so the permission belongs to what the name was
/// at first, and to the ports that the user named. It may be used by several threads.
public final class NamedHosts: Sendable {
  private struct Host {
    var ports: Set<Int> = []
    var network: NetworkKind?
  }

  private let hosts: Monitor<[String: Host]>
  private let onFirst: @Sendable (String, NetworkKind) -> Void

  /// Makes the hosts of addresses.
  ///
  /// - Parameters:
  ///   - addresses: the addresses that the user named.
  ///   - known: the network of a host when an earlier run resolved it first.
  ///   - onFirst: receives each host that is resolved for the first time, and its network.
  public init(
    _ addresses: [WebAddress], known: [String: NetworkKind] = [:],
    onFirst: @escaping @Sendable (String, NetworkKind) -> Void = { _, _ in }
  ) {
    var hosts: [String: Host] = [:]
    for address in addresses where !AddressGate.isPrivate(address) {
      hosts[address.host, default: Host(network: known[address.host])].ports
        .formUnion(Self.ports(of: address.origin))
    }
    self.hosts = Monitor(hosts)
    self.onFirst = onFirst
  }

  /// http and https of one host are the same to a user, and servers redirect from one to the other.
  private static func ports(of origin: Origin) -> Set<Int> {
    origin.port == 80 || origin.port == 443 ? [80, 443] : [origin.port]
  }

  /// Whether a connection to a network may be made for an origin.
  ///
  /// The first connection of a host decides for all later ones. The public internet is always
  /// allowed.
  func allow(_ origin: Origin, in network: NetworkKind) -> Bool {
    let (isAllowed, isFirst) = hosts.withLock { (hosts: inout [String: Host]) -> (Bool, Bool) in
      guard let host = hosts[origin.host] else { return (network == .everywhere, false) }
      if host.network == nil { hosts[origin.host]?.network = network }
      let isNamed = (host.network ?? network) == network && host.ports.contains(origin.port)
      return (network == .everywhere || isNamed, host.network == nil)
    }
    if isFirst { onFirst(origin.host, network) }
    return isAllowed
  }
}
