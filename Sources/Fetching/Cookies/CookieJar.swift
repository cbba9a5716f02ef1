import Addressing
import DomainNames

/// The cookies of a crawl, by the rules of RFC 6265bis §5.7 and §5.8.
///
/// A plain value that is told the time, in seconds since 1970. Its size is bounded, whatever servers
/// send.
struct CookieJar {
  /// The maximum number of cookies of one domain; browsers have the same.
  static let domainLimit = 180
  /// The maximum number of cookies that servers set.
  static let limit = 3000
  /// The maximum number of cookies that one response sets.
  static let responseLimit = 50
  /// The maximum size of what is sent with one request.
  static let longestHeader = 8190

  private var domains: [String: [Cookie]] = [:]
  private(set) var count = 0
  /// Whether there ever was a cookie for encrypted requests only.
  private var hasSecure = false
  private var clock = 0
  /// The maximum number of cookies, those that the user gave included.
  private var limit = CookieJar.limit
  private var domainLimit = CookieJar.domainLimit

  /// The cookies that have not ended, in the order of their creation.
  func all(at now: Int64) -> [Cookie] {
    domains.values.joined().filter { !$0.isExpired(at: now) }.sorted { $0.created < $1.created }
  }

  /// Whether nobody else can read what is sent (§5.8.3): by TLS, or to this machine, as in Chromium and
  /// Firefox.
  private static func isSecure(_ target: WebAddress) -> Bool {
    target.scheme == .https || target.isOfThisMachine
  }

  // MARK: Storing

  /// Stores the cookie of a `Set-Cookie` field, unless the rules forbid that.
  mutating func store(_ field: SetCookie, from situation: CookieSituation, at now: Int64) {
    let target = situation.target
    let isSecureOrigin = Self.isSecure(target)
    guard let domain = Self.domain(field.domain, for: target) else { return }
    var cookie = Cookie(
      key: Cookie.Key(
        name: field.name, domain: domain.name, isHostOnly: domain.isHostOnly,
        path: field.path ?? Self.defaultPath(of: target)),
      value: field.value, expiry: field.expiry)
    cookie.isSecure = field.isSecure
    cookie.isHTTPOnly = field.isHTTPOnly
    cookie.sameSite = field.sameSite
    guard !field.isSecure || isSecureOrigin, field.sameSite != .none || field.isSecure,
      situation.allows(
        field.sameSite, isSameSite: situation.isSameSite, sending: false),
      Self.hasPrefixRights(cookie, hasPath: field.path == "/"),
      isSecureOrigin || !wouldHideSecureCookie(cookie)
    else { return }
    put(cookie, at: now)
  }

  /// Stores the cookies that the user gave, for which the limits make room.
  mutating func put(given cookies: [Cookie], at now: Int64) {
    limit += cookies.count
    domainLimit += cookies.count
    for cookie in cookies { put(cookie, at: now) }
  }

  /// Stores a cookie; one that has ended removes its predecessor.
  mutating func put(_ cookie: Cookie, at now: Int64) {
    var cookies = domains.removeValue(forKey: cookie.key.domain) ?? []
    defer { domains[cookie.key.domain] = cookies.isEmpty ? nil : cookies }
    let before = cookies.firstIndex { $0.key == cookie.key }
    guard !cookie.isExpired(at: now) else {
      if let before {
        cookies.remove(at: before)
        count -= 1
      }
      return
    }
    clock += 1
    hasSecure = hasSecure || cookie.isSecure
    var cookie = cookie
    (cookie.created, cookie.used) = (clock, clock)
    if let before {
      cookie.created = cookies[before].created
      cookies[before] = cookie
      return
    }
    if cookies.count >= domainLimit || count >= limit { makeRoom(&cookies, now) }
    cookies.append(cookie)
    count += 1
  }

  /// Makes room in a domain, which is taken out of the jar meanwhile, or in the whole jar: what has
  /// ended goes first, then what was not used for the longest time.
  private mutating func makeRoom(_ cookies: inout [Cookie], _ now: Int64) {
    cookies.removeAll { $0.isExpired(at: now) }
    if cookies.count >= domainLimit,
      let oldest = cookies.indices.min(by: { cookies[$0].used < cookies[$1].used })
    {
      cookies.remove(at: oldest)
    }
    if count >= limit {
      // A tenth at once, so that a full jar does not cost a search for each cookie.
      let uses = (domains.values.joined().map(\.used) + cookies.map(\.used)).sorted()
      let end = uses.dropFirst(limit / 10).first ?? 0
      func isKept(_ cookie: Cookie) -> Bool { cookie.used > end && !cookie.isExpired(at: now) }
      cookies = cookies.filter(isKept)
      domains = domains.compactMapValues { others in
        let kept = others.filter(isKept)
        return kept.isEmpty ? nil : kept
      }
    }
    count = cookies.count + domains.values.reduce(0) { $0 + $1.count }
  }

  /// The domain of a cookie; `nil` if the server may not set it.
  private static func domain(
    _ attribute: String, for target: WebAddress
  ) -> (name: String, isHostOnly: Bool)? {
    let host = target.host
    if attribute.isEmpty { return (host, true) }
    if attribute == host { return (host, isPublicSuffix(host)) }
    guard attribute.utf8.allSatisfy({ $0 < 0x80 }), !target.isIPAddress,
      host.hasSuffix("." + attribute), !isPublicSuffix(attribute)
    else { return nil }
    return (attribute, false)
  }

  /// Whether anybody can have a name below a domain (publicsuffix.org).
  static func isPublicSuffix(_ domain: String) -> Bool {
    DomainName.registrableDomain(of: domain) == nil
  }

  /// The path down to its last slash (§5.1.4).
  private static func defaultPath(of target: WebAddress) -> String {
    guard let slash = target.path.lastIndex(of: "/"), slash > target.path.startIndex else {
      return "/"
    }
    return String(target.path[..<slash])
  }

  /// Whether a cookie has what the prefix of its name promises (§4.1.3).
  private static func hasPrefixRights(_ cookie: Cookie, hasPath: Bool) -> Bool {
    let name = cookie.key.name.isEmpty ? cookie.value : cookie.key.name
    let text = String(decoding: name.prefix(9), as: UTF8.self).lowercased()
    let isHost = text.hasPrefix("__host-")
    guard isHost || text == "__secure-" else { return true }
    guard !cookie.key.name.isEmpty, cookie.isSecure else { return false }
    return !isHost || (cookie.key.isHostOnly && hasPath)
  }

  /// Whether a cookie of an unencrypted response would take the place of a secure one (§5.7, step
  /// 14).
  private func wouldHideSecureCookie(_ cookie: Cookie) -> Bool {
    guard hasSecure else { return false }
    return domains.contains { domain, cookies in
      (domain == cookie.key.domain || domain.hasSuffix("." + cookie.key.domain)
        || cookie.key.domain.hasSuffix("." + domain))
        && cookies.contains {
          $0.isSecure && $0.key.name == cookie.key.name && $0.matches(path: cookie.key.path[...])
        }
    }
  }

  // MARK: Sending

  /// The value of the `Cookie` field of a request; `nil` for none.
  mutating func header(for situation: CookieSituation, at now: Int64) -> [UInt8]? {
    let target = situation.target
    let isSecure = Self.isSecure(target)
    var isSameSite: Bool?
    func sameSite() -> Bool {
      let answer = isSameSite ?? situation.isSameSite
      isSameSite = answer
      return answer
    }
    var found: [Cookie] = []
    clock += 1
    for domain in Self.domains(above: target) {
      guard var cookies = domains[domain] else { continue }
      for index in cookies.indices {
        let cookie = cookies[index]
        guard !cookie.key.isHostOnly || domain == target.host, !cookie.isSecure || isSecure,
          cookie.matches(path: target.path), !cookie.isExpired(at: now),
          situation.allows(cookie.sameSite, isSameSite: sameSite(), sending: true)
        else { continue }
        cookies[index].used = clock
        found.append(cookie)
      }
      domains[domain] = cookies
    }
    guard !found.isEmpty else { return nil }
    found.sort { left, right in
      let (long, short) = (left.key.path.utf8.count, right.key.path.utf8.count)
      return long == short ? left.created < right.created : long > short
    }
    return Self.text(of: found)
  }

  private static func text(of cookies: [Cookie]) -> [UInt8] {
    var text: [UInt8] = []
    for cookie in cookies {
      let isNamed = !cookie.key.name.isEmpty
      let size = cookie.key.name.count + cookie.value.count + 3
      guard text.count + size <= longestHeader else { continue }
      if !text.isEmpty { text += [UInt8(ascii: ";"), 0x20] }
      if isNamed { text += cookie.key.name + [UInt8(ascii: "=")] }
      text += cookie.value
    }
    return text
  }

  /// The host and the domains above it.
  private static func domains(above target: WebAddress) -> [String] {
    let host = target.host
    guard !target.isIPAddress else { return [host] }
    var domains = [host]
    var rest = host[...]
    while let dot = rest.firstIndex(of: ".") {
      rest = rest[rest.index(after: dot)...]
      if !rest.isEmpty { domains.append(String(rest)) }
    }
    return domains
  }
}
