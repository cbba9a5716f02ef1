import Curl

/// The header lines of the requests of one thread, beside those that libcurl writes.
///
/// libcurl has options for most of them, but then writes each twice for each request, sign by sign.
struct RequestHeaders {
  /// What all requests of one sort have in common.
  private struct Common {
    let list: HeaderList
    let hasReferrer: Bool

    init(_ own: [String], _ users: [String]) {
      // What the user writes counts in place of ours.
      let given = Set(users.map { RequestHeaders.name(of: $0) })
      list = HeaderList(own.filter { !given.contains(RequestHeaders.name(of: $0)) } + users)
      hasReferrer = given.contains("referer")
    }
  }

  private let plain: Common
  private let trusted: Common

  /// Makes the lines of a policy.
  init(_ policy: FetchPolicy) {
    var own: [String] = []
    // A proxy hears the user agent only from libcurl itself.
    if !policy.gate.usesProxy { own.append("User-Agent: \(policy.userAgent)") }
    let codings = CurlLibrary.contentCodings
    if !codings.isEmpty { own.append("Accept-Encoding: \(codings.joined(separator: ", "))") }
    plain = Common(own, [])
    trusted = Common(own, policy.headers)
  }

  /// The lines for a request.
  ///
  /// - Parameters:
  ///   - referrer: the page that it comes from.
  ///   - condition: the lines that only this one has.
  ///   - isTrusted: whether it goes to an origin that the user named.
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
