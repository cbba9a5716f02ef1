/// The name of a crawler as robots.txt has it (RFC 9309 §2.2.1), in lower case.
///
/// The RFC allows letters, `_` and `-`; real names also have digits and dots.
struct ProductToken: Hashable, Sendable {
  private let name: String

  /// The name at the beginning of a `User-agent` line.
  init(line value: String) {
    name = String(value.unicodeScalars.prefix(while: Self.isPart)).lowercased()
  }

  /// The name of a crawler that asks, without its version.
  init(agent: String) {
    name = agent.prefix { $0 != "/" }.lowercased()
  }

  /// Whether a `User-agent` line is for every crawler.
  static func meansAll(_ value: String) -> Bool {
    guard value.hasPrefix("*") else { return false }
    return value.unicodeScalars.dropFirst().first.map { !isPart($0) } ?? true
  }

  /// No crawler is called by an empty name.
  static func == (one: Self, other: Self) -> Bool { !one.name.isEmpty && one.name == other.name }

  private static func isPart(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", "_", "-", ".": true
    default: false
    }
  }
}
