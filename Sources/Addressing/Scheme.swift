/// A scheme that can be fetched.
public enum Scheme: String, Hashable, Sendable, CaseIterable, CustomStringConvertible {
  /// Without TLS, port 80.
  case http
  /// Over TLS, port 443.
  case https

  /// The port used if an address has none.
  public var defaultPort: Int {
    switch self {
    case .http: 80
    case .https: 443
    }
  }

  /// The name in lower case, without a colon.
  public var description: String { rawValue }
}
