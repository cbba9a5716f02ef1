import Codings
import Curl

/// The header lines of the requests of one thread, except those that libcurl writes.
///
/// libcurl has options for most of them, but with those it formats each line twice per request.
struct RequestHeaders {
  /// The lines that all requests of one kind share.
  private struct Common {
    let lines: [String]
    let list: HeaderList
    let hasReferrer: Bool

    init(_ own: [String], _ users: [String]) {
      // The user's header lines replace ours.
      let given = Set(users.map { RequestHeaders.name(of: $0) })
      lines = own.filter { !given.contains(RequestHeaders.name(of: $0)) } + users
      list = HeaderList(lines)
      hasReferrer = given.contains("referer")
    }
  }

  private let plain: Common
  private let trusted: Common

  /// Makes the lines for a policy.
  init(_ policy: FetchPolicy) {
    var own: [String] = []
    // For a proxy, the user agent must be set in libcurl itself.
    if !policy.gate.usesProxy { own.append("User-Agent: \(policy.userAgent)") }
    own.append("Accept-Encoding: \(ContentCoding.accepted)")
    plain = Common(own, [])
    trusted = Common(own, policy.headers)
  }

  /// The lines for a request.
  ///
  /// - Parameters:
  ///   - referrer: the page that refers to the address.
  ///   - condition: the lines for this request only.
  ///   - isTrusted: whether it goes to the origin of a seed.
  /// - Returns: the list.
  func list(referrer: String?, condition: [String], isTrusted: Bool) -> HeaderList {
    let common = isTrusted ? trusted : plain
    let lines = Self.own(referrer, condition, common)
    return lines.isEmpty ? common.list : HeaderList(lines, before: common.list)
  }

  /// The same lines for a request that libcurl does not write.
  func lines(referrer: String?, condition: [String], isTrusted: Bool) -> [String] {
    let common = isTrusted ? trusted : plain
    return Self.own(referrer, condition, common) + common.lines
  }

  private static func own(
    _ referrer: String?, _ condition: [String], _ common: Common
  ) -> [String] {
    guard let referrer, !common.hasReferrer else { return condition }
    return condition + ["Referer: \(referrer)"]
  }

  private static func name(of line: String) -> String {
    line.prefix { $0 != ":" && $0 != ";" }.lowercased()
  }
}
