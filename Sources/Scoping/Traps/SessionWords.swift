/// Recognises the parameters with which servers identify a visitor's session.
///
/// The names are those of Heritrix (`StripSessionIDs`, `StripSessionCFIDs`), Nutch
/// (`regex-normalize`) and the servers and shops that use them. An ambiguous name (`sid` is a story
/// on some sites, `session` a lecture) counts only with a value that looks random.
enum SessionWords {
  private static let certain: Set<String> = [
    "jsessionid", "phpsessid", "phpsession", "sessionid", "session_id", "session-id", "sessid",
    "sess_id", "bv_sessionid", "bv_engineid", "cfid", "cftoken", "zenid", "oscsid",
    "asp.net_sessionid",
    "weblogicsession", "jservsessionid", "wosid", "ixsession",
  ]
  private static let certainPrefixes = ["aspsessionid", "phpsessid"]
  private static let likely: Set<String> = [
    "sid", "s", "session", "sess", "ses", "psid", "ssid", "lsid",
  ]
  private static let longestName = 40

  /// The minimum length of a value that looks random.
  static let drawnLength = 8
  private static let certainLength = 20

  /// Whether a parameter identifies a session.
  static func isSession(name: Substring, value: Substring) -> Bool {
    guard !value.isEmpty, name.utf8.count <= longestName else { return false }
    let name = name.lowercased()
    if certain.contains(name) || certainPrefixes.contains(where: name.hasPrefix) { return true }
    return likely.contains(name) && looksDrawn(value)
  }

  /// Whether a value looks like a session identifier: letters and digits in one piece.
  ///
  /// A word has no digits, and a record number no letters.
  static func looksDrawn(_ value: Substring) -> Bool {
    guard value.utf8.count >= drawnLength else { return false }
    var letters = 0
    var digits = 0
    for byte in value.utf8 {
      switch byte {
      case 0x30...0x39: digits += 1
      case 0x41...0x5A, 0x61...0x7A: letters += 1
      case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: ","), UInt8(ascii: "."),
        UInt8(ascii: "!"):
        continue
      default: return false
      }
    }
    return digits >= 2 && letters >= 1 || letters + digits >= certainLength && digits > 0
  }

  /// Whether a segment is a cookieless ASP.NET session, such as `(S(lit3py55t21z5v55vlm25s55))`.
  static func isCookieless(_ segment: Substring) -> Bool {
    let bytes = segment.utf8
    return bytes.count >= certainLength && bytes.first == UInt8(ascii: "(")
      && bytes.last == UInt8(ascii: ")")
      && ["(S(", "(A(", "(F(", "(X("].contains(where: segment.hasPrefix)
  }
}
