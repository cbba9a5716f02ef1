/// Scheme, host and port: the unit of politeness and of connections.
public struct Origin: Hashable, Sendable, CustomStringConvertible {
  /// The scheme.
  public let scheme: Scheme
  /// The host as written in an address, an IPv6 address with its brackets.
  public let host: String
  /// The port; the scheme's default if the address has none.
  public let port: Int

  /// Creates an origin from its parts; `host` must be canonical, as in ``WebAddress/host``.
  public init(scheme: Scheme, host: String, port: Int) {
    self.scheme = scheme
    self.host = host
    self.port = port
  }

  /// The origin as at the beginning of an address, without a trailing slash.
  public var description: String {
    port == scheme.defaultPort ? "\(scheme)://\(host)" : "\(scheme)://\(host):\(port)"
  }
}
