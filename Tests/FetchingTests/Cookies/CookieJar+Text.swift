import Addressing

@testable import Fetching

extension CookieJar {
  /// Stores the cookie of a field that came from an address.
  mutating func set(
    _ field: String, at address: String, from page: String? = nil, asPage: Bool = false,
    now: Int64 = 0
  ) throws {
    let situation = CookieSituation(
      target: try WebAddress(address), initiator: try page.map { try WebAddress($0) },
      isNavigation: asPage)
    let bytes = Array(field.utf8)
    if let cookie = SetCookie(bytes.span, at: now) { store(cookie, from: situation, at: now) }
  }

  /// What is sent to an address; empty for nothing.
  mutating func sent(
    to address: String, from page: String? = nil, asPage: Bool = false, now: Int64 = 0
  ) throws -> String {
    let situation = CookieSituation(
      target: try WebAddress(address), initiator: try page.map { try WebAddress($0) },
      isNavigation: asPage)
    return String(decoding: header(for: situation, at: now) ?? [], as: UTF8.self)
  }
}
