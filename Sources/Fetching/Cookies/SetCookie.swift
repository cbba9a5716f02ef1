/// A `Set-Cookie` header field, read as RFC 6265bis §5.6 has it.
struct SetCookie {
  /// The maximum size of a name and its value together.
  static let longestPair = 4096
  /// The maximum size of the value of an attribute; a longer one is ignored.
  static let longestAttribute = 1024
  /// The longest life of a cookie (§5.5).
  static let longestLife: Int64 = 400 * 86_400

  private(set) var name: [UInt8] = []
  private(set) var value: [UInt8] = []
  /// When it ends, in seconds since 1970; `nil` for the end of the session.
  private(set) var expiry: Int64?
  /// The domain in lower case without a leading dot; empty if there is none.
  private(set) var domain = ""
  /// The path; `nil` if there is none that begins with a slash.
  private(set) var path: String?
  private(set) var isSecure = false
  private(set) var isHTTPOnly = false
  private(set) var sameSite = Cookie.SameSite.unstated

  /// Reads the value of a field; `nil` if it is no cookie.
  init?(_ field: Span<UInt8>, at now: Int64) {
    for index in field.indices where Self.isControl(field[index]) { return nil }
    var parts = Parts(field)
    guard let pair = parts.next() else { return nil }
    (name, value) = Self.split(pair, named: true)
    guard name.count + value.count <= Self.longestPair, !name.isEmpty || !value.isEmpty else {
      return nil
    }
    var age: Int64?
    while let part = parts.next() {
      let (attribute, value) = Self.split(part, named: false)
      guard value.count <= Self.longestAttribute else { continue }
      take(String(decoding: attribute, as: UTF8.self).lowercased(), value, now, &age)
    }
    // Max-Age wins over Expires wherever it stands.
    if let age { expiry = age }
    expiry = expiry.map { min($0, now + Self.longestLife) }
  }

  private mutating func take(
    _ attribute: String, _ value: [UInt8], _ now: Int64, _ age: inout Int64?
  ) {
    let text = String(decoding: value, as: UTF8.self)
    switch attribute {
    case "expires": expiry = CookieDate.seconds(value) ?? expiry
    case "max-age": age = Self.age(value).map { $0 <= 0 ? 0 : now + $0 } ?? age
    case "domain": domain = (text.hasPrefix(".") ? String(text.dropFirst()) : text).lowercased()
    case "path": path = text.hasPrefix("/") ? text : nil
    case "secure": isSecure = true
    case "httponly": isHTTPOnly = true
    case "samesite":
      sameSite =
        switch text.lowercased() {
        case "none": .none
        case "strict": .strict
        case "lax": .lax
        default: .unstated
        }
    default: break
    }
  }

  /// The seconds of `Max-Age`; `nil` if it is no number (§5.6.2).
  private static func age(_ value: [UInt8]) -> Int64? {
    guard let first = value.first else { return nil }
    let digits = first == UInt8(ascii: "-") ? value.dropFirst() : value[...]
    guard !digits.isEmpty, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    if first == UInt8(ascii: "-") { return -1 }
    return min(Int64(String(decoding: digits, as: UTF8.self)) ?? longestLife, longestLife)
  }

  /// Splits at the first equals sign; without one all is the value of a pair, or an attribute.
  private static func split(_ part: [UInt8], named: Bool) -> (name: [UInt8], value: [UInt8]) {
    guard let sign = part.firstIndex(of: UInt8(ascii: "=")) else {
      return named ? ([], trimmed(part[...])) : (trimmed(part[...]), [])
    }
    return (trimmed(part[..<sign]), trimmed(part[(sign + 1)...]))
  }

  private static func trimmed(_ part: ArraySlice<UInt8>) -> [UInt8] {
    let start = part.drop { $0 == 0x20 || $0 == 0x09 }
    guard let last = start.lastIndex(where: { $0 != 0x20 && $0 != 0x09 }) else { return [] }
    return Array(start[...last])
  }

  /// Whether a byte is a control character other than a tab.
  private static func isControl(_ byte: UInt8) -> Bool {
    (byte < 0x20 && byte != 0x09) || byte == 0x7F
  }

  /// The parts of a field between semicolons.
  private struct Parts {
    private let bytes: [UInt8]
    private var start = 0

    init(_ field: Span<UInt8>) {
      bytes = field.indices.map { field[$0] }
    }

    mutating func next() -> [UInt8]? {
      guard start <= bytes.count else { return nil }
      let end = bytes[start...].firstIndex(of: UInt8(ascii: ";")) ?? bytes.count
      defer { start = end + 1 }
      return Array(bytes[start..<end])
    }
  }
}
