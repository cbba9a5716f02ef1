import Curl

/// The header lines of the requests of one thread, except those that libcurl writes.
///
/// libcurl has options for most of them, but with those it formats each line twice per request.
struct RequestHeaders {
  /// The lines that all requests of one kind share.
  private struct Common {
    let list: HeaderList
    let hasReferrer: Bool

    init(_ own: [String], _ users: [String]) {
      // The user's header lines replace ours.
      let given = Set(users.map { RequestHeaders.name(of: $0) })
      list = HeaderList(own.filter { !given.contains(RequestHeaders.name(of: $0)) } + users)
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
    let codings = CurlLibrary.contentCodings
    if !codings.isEmpty { own.append("Accept-Encoding: \(codings.joined(separator: ", "))") }
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
    var lines = condition
    if let referrer, !common.hasReferrer { lines.append("Referer: \(referrer)") }
    return lines.isEmpty ? common.list : HeaderList(lines, before: common.list)
  }

  private static func name(of line: String) -> String {
    line.prefix { $0 != ":" && $0 != ";" }.lowercased()
  }
}
