/// A cookie as it is kept (RFC 6265bis §5.7).
///
/// Name and value are bytes, which go back to the server exactly as they came.
struct Cookie: Hashable, Sendable {
  /// With which requests of other sites a cookie is sent.
  enum SameSite: Sendable, Hashable {
    /// With no request that another site caused.
    case strict
    /// Only with navigations that another site caused.
    case lax
    /// With all requests.
    case none
    /// The server did not say; treated like `lax`.
    case unstated
  }

  /// What identifies a cookie in a jar.
  struct Key: Hashable, Sendable {
    var name: [UInt8]
    var domain: String
    var isHostOnly: Bool
    var path: String
  }

  var key: Key
  var value: [UInt8]
  /// When it ends, in seconds since 1970; `nil` for the end of the session.
  var expiry: Int64?
  var isSecure = false
  var isHTTPOnly = false
  var sameSite = SameSite.unstated
  /// The order in which the cookies of a jar were created.
  var created = 0
  /// The order in which they were last used.
  var used = 0

  /// The cookie as a file has it: when it was created and used is not kept.
  var withoutHistory: Cookie {
    var cookie = self
    (cookie.created, cookie.used) = (0, 0)
    return cookie
  }

  /// Whether it has ended.
  func isExpired(at now: Int64) -> Bool { expiry.map { $0 <= now } ?? false }

  /// Whether a path is the path of the cookie or below it (§5.1.4).
  func matches(path: Substring) -> Bool {
    let own = key.path.utf8
    let other = path.utf8
    guard other.starts(with: own) else { return false }
    return own.count == other.count || own.last == UInt8(ascii: "/")
      || other.dropFirst(own.count).first == UInt8(ascii: "/")
  }
}
