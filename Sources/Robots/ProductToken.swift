import Bytes

/// The name of a crawler in robots.txt (RFC 9309 §2.2.1), in lower case.
///
/// The RFC allows letters, `_` and `-`; names in use also have digits and dots.
struct ProductToken: Hashable, Sendable {
  private let name: String

  /// Parses the name at the beginning of a `User-agent` line.
  init(line value: String) {
    name = String(value.unicodeScalars.prefix(while: Self.isPart)).lowercased()
  }

  /// Parses the name of this crawler, without its version.
  init(agent: String) {
    name = agent.prefix { $0 != "/" }.lowercased()
  }

  /// Whether a `User-agent` line applies to every crawler.
  static func meansAll(_ value: String) -> Bool {
    guard value.hasPrefix("*") else { return false }
    return value.unicodeScalars.dropFirst().first.map { !isPart($0) } ?? true
  }

  /// An empty name equals no other.
  static func == (one: Self, other: Self) -> Bool { !one.name.isEmpty && one.name == other.name }

  private static func isPart(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", "_", "-", ".": true
    default: false
    }
  }
}
