import Addressing

/// Where a server listens.
public struct ServerPlace: Sendable, Hashable {
  /// The address of the machine.
  let bound: IPAddress
  /// The port.
  public let port: UInt16
  private let secret: Secret?

  init(address: IPAddress, port: UInt16, secret: Secret?) {
    bound = address
    self.port = port
    self.secret = secret
  }

  /// The address to open in a browser, with the secret if there is one.
  ///
  /// For a server at all addresses it names this machine itself.
  public var address: String {
    let shown =
      bound.isUnspecified ? (bound.isVersion6 ? .v6(high: 0, low: 1) : .v4(0x7F00_0001)) : bound
    let host = shown.isVersion6 ? "[\(shown)]" : "\(shown)"
    return "http://\(host):\(port)/" + (secret.map { "\($0.text)/" } ?? "")
  }
}
