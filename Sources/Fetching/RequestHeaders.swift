import Curl

/// The header lines of the requests of one thread, beside those that libcurl writes.
///
/// The user agent is one of them where no proxy must hear of it as well: what libcurl has as an option
/// it writes twice for each request, sign by sign.
struct RequestHeaders {
  private let lines: [String]
  private let trustedLines: [String]
  private let list: HeaderList?
  private let trustedList: HeaderList?

  /// Makes the lines of a policy.
  init(_ policy: FetchPolicy) {
    let own = policy.gate.usesProxy ? [] : ["User-Agent: \(policy.userAgent)"]
    lines = own
    // What the user writes counts in place of it.
    let hasOwn = policy.headers.contains { line in
      let name = line.prefix { $0 != ":" && $0 != ";" }
      return name.lowercased() == "user-agent"
    }
    trustedLines = (hasOwn ? [] : own) + policy.headers
    list = Self.list(lines)
    trustedList = Self.list(trustedLines)
  }

  /// The lines for a request.
  ///
  /// - Parameters:
  ///   - condition: the lines that only this one has.
  ///   - isTrusted: whether it goes to an origin that the user named.
  /// - Returns: the list; `nil` where there are none.
  func list(with condition: [String], isTrusted: Bool) -> HeaderList? {
    guard condition.isEmpty else {
      return Self.list(condition + (isTrusted ? trustedLines : lines))
    }
    return isTrusted ? trustedList : list
  }

  private static func list(_ lines: [String]) -> HeaderList? {
    lines.isEmpty ? nil : HeaderList(lines)
  }
}
