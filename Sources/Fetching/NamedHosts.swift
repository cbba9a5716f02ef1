public import Addressing
import Threads

/// The hosts that the user named, and whether each was private when it was first resolved.
///
/// `http://nas.local/` is a seed that the user may well mean. But the owner of a public name could
/// let it point to the user's own network later, so the permission belongs to what the name was at
/// first, and to the ports that the user named. It may be used by several threads.
public final class NamedHosts: Sendable {
  private struct Host {
    var ports: Set<Int> = []
    var isPrivate: Bool?
  }

  private let hosts: Monitor<[String: Host]>
  private let onFirst: @Sendable (String, Bool) -> Void

  /// Makes the hosts of addresses.
  ///
  /// - Parameters:
  ///   - addresses: the addresses that the user named.
  ///   - known: whether a host was private when an earlier run resolved it first.
  ///   - onFirst: receives each host that is resolved for the first time, and whether it is private.
  public init(
    _ addresses: [WebAddress], known: [String: Bool] = [:],
    onFirst: @escaping @Sendable (String, Bool) -> Void = { _, _ in }
  ) {
    var hosts: [String: Host] = [:]
    for address in addresses where !AddressGate.isPrivate(address) {
      hosts[address.host, default: Host(isPrivate: known[address.host])].ports
        .formUnion(Self.ports(of: address.origin))
    }
    self.hosts = Monitor(hosts)
    self.onFirst = onFirst
  }

  /// http and https of one host are the same to a user, and servers redirect from one to the other.
  private static func ports(of origin: Origin) -> Set<Int> {
    origin.port == 80 || origin.port == 443 ? [80, 443] : [origin.port]
  }

  /// Whether a connection to a network address may be made for an origin; the first connection of
  /// a host decides for all later ones.
  func allow(_ origin: Origin, isPrivate: Bool) -> Bool {
    let (isAllowed, isFirst) = hosts.withLock { (hosts: inout [String: Host]) -> (Bool, Bool) in
      guard let host = hosts[origin.host] else { return (!isPrivate, false) }
      if host.isPrivate == nil { hosts[origin.host]?.isPrivate = isPrivate }
      let wasPrivate = host.isPrivate ?? isPrivate
      let isNamed = wasPrivate && host.ports.contains(origin.port)
      return (!isPrivate || isNamed, host.isPrivate == nil)
    }
    if isFirst { onFirst(origin.host, isPrivate) }
    return isAllowed
  }
}
