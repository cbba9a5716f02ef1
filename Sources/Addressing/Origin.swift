/// Scheme, host and port: the unit of politeness and of connections.
public struct Origin: Hashable, Sendable, CustomStringConvertible {
  /// The scheme.
  public let scheme: Scheme
  /// The host as it stands in an address, an IPv6 address with its brackets.
  public let host: String
  /// The port, the scheme's own where the address names none.
  public let port: Int

  /// Makes an origin from its parts; `host` in canonical form, as ``WebAddress/host`` gives it.
  public init(scheme: Scheme, host: String, port: Int) {
    self.scheme = scheme
    self.host = host
    self.port = port
  }

  /// The origin as it stands at the beginning of an address, without a slash at its end.
  public var description: String {
    port == scheme.defaultPort ? "\(scheme)://\(host)" : "\(scheme)://\(host):\(port)"
  }
}
