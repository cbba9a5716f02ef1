import Codings
import Curl

/// The header lines of the requests of one thread, except those that libcurl writes.
///
/// libcurl has options for most of them, but with those it formats each line twice per request.
struct RequestHeaders {
  /// The lines that all requests for one kind of content share.
  private struct Common {
    let lines: [String]
    let list: HeaderList
    let hasReferrer: Bool
    /// Whether the user gave a line that replaces the one of libcurl.
    let hasAgent: Bool
    /// The cookies that the user gave; they are no part of the lines.
    let cookies: [UInt8]?

    init(_ own: [String], _ users: [String]) {
      // The user's header lines replace ours.
      let given = Set(users.map { RequestHeaders.name(of: $0) })
      let cookies = users.filter { RequestHeaders.name(of: $0) == "cookie" }
        .map { RequestHeaders.value(of: $0) }.filter { !$0.isEmpty }
      lines =
        own.filter { !given.contains(RequestHeaders.name(of: $0)) }
        + users.filter { RequestHeaders.name(of: $0) != "cookie" }
      list = HeaderList(lines)
      hasReferrer = given.contains("referer")
      hasAgent = given.contains("user-agent")
      self.cookies = cookies.isEmpty ? nil : Array(cookies.joined(separator: "; ").utf8)
    }
  }

  /// The line that libcurl writes if there is a proxy, which needs it too.
  private let agent: String?
  private let plain: [AcceptedContent: Common]
  private let trusted: [AcceptedContent: Common]

  /// Makes the lines for a policy.
  init(_ policy: FetchPolicy) {
    var own: [String] = []
    let agent = "User-Agent: \(policy.userAgent)"
    // For a proxy, the user agent must be set in libcurl itself.
    if policy.proxy.isNone { own.append(agent) }
    self.agent = policy.proxy.isNone ? nil : agent
    own.append("Accept-Encoding: \(ContentCoding.accepted)")
    if let languages = policy.languages { own.append("Accept-Language: \(languages)") }
    var plain: [AcceptedContent: Common] = [:]
    var trusted: [AcceptedContent: Common] = [:]
    for content in AcceptedContent.allCases {
      let lines = own + ["Accept: \(content.value)"]
      plain[content] = Common(lines, [])
      trusted[content] = Common(lines, policy.headers)
    }
    (self.plain, self.trusted) = (plain, trusted)
  }

  /// The lines for a request.
  ///
  /// - Parameters:
  ///   - content: what it is for.
  ///   - referrer: the page that refers to the address.
  ///   - condition: the lines for this request only.
  ///   - cookies: the cookies of the crawl for this request.
  ///   - isTrusted: whether it goes to the origin of a seed.
  /// - Returns: the list; `nil` if there is no line.
  func list(
    for content: AcceptedContent, referrer: String?, condition: [[UInt8]], cookies: [UInt8]?,
    isTrusted: Bool
  ) -> HeaderList? {
    guard let common = (isTrusted ? trusted : plain)[content] else { return nil }
    let own = Self.own(referrer, common)
    var bytes = condition
    if let line = Self.cookieLine(cookies, common) { bytes.append(line) }
    return own.isEmpty && bytes.isEmpty
      ? common.list : HeaderList(own, bytes: bytes, before: common.list)
  }

  /// The same lines for a request that libcurl does not write.
  func lines(
    for content: AcceptedContent, referrer: String?, condition: [[UInt8]], cookies: [UInt8]?,
    isTrusted: Bool
  ) -> [[UInt8]] {
    guard let common = (isTrusted ? trusted : plain)[content] else { return condition }
    let line = Self.cookieLine(cookies, common)
    let agent = agent.flatMap { common.hasAgent ? nil : $0 }
    return condition + (line.map { [$0] } ?? [])
      + ([agent].compactMap { $0 } + Self.own(referrer, common) + common.lines)
      .map { Array($0.utf8) }
  }

  /// One line with the cookies of the user and those of the crawl (RFC 6265bis §5.8.1).
  private static func cookieLine(_ cookies: [UInt8]?, _ common: Common) -> [UInt8]? {
    guard let first = common.cookies ?? cookies else { return nil }
    var line = Array("Cookie: ".utf8) + first
    if common.cookies != nil, let cookies { line += Array("; ".utf8) + cookies }
    return line
  }

  private static func own(_ referrer: String?, _ common: Common) -> [String] {
    guard let referrer, !common.hasReferrer else { return [] }
    return ["Referer: \(referrer)"]
  }

  private static func name(of line: String) -> String {
    line.prefix { $0 != ":" && $0 != ";" }.lowercased()
  }

  private static func value(of line: String) -> Substring {
    line.drop { $0 != ":" }.dropFirst().drop { $0 == " " }
  }
}
