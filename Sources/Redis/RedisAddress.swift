internal import CLibcurl

/// The address of a Redis server: `redis://[USER[:PASSWORD]@]HOST[:PORT][/DATABASE][?NAME=VALUE…]`,
/// or `rediss://` for TLS.
///
/// The form is that of the registration at IANA (`redis` and `rediss`).
public struct RedisAddress: Sendable, Hashable, CustomStringConvertible {
  /// The port of a server unless the address says otherwise.
  public static let defaultPort = 6379

  /// The name or IP address of the host; an IPv6 address is in brackets.
  public private(set) var host: String
  /// The port.
  public private(set) var port: Int
  /// The number of the database.
  public let database: Int
  /// Whether the connection is secured with TLS.
  public let usesTLS: Bool
  /// The user; `nil` for the default user.
  public let user: String?
  /// The password; `nil` for none.
  public var password: String?
  /// The parameters after the question mark, decoded.
  public let parameters: [String: String]

  /// Reads an address.
  ///
  /// - Throws: ``RedisError`` with the code `badAddress`. Its message has no password.
  public init(_ text: String) throws(RedisError) {
    guard let url = curl_url() else { throw Self.problem("there is not enough memory") }
    defer { curl_url_cleanup(url) }
    // Schemes that libcurl does not speak are read, too.
    let flags = UInt32(CURLU_NON_SUPPORT_SCHEME)
    guard curl_url_set(url, CURLUPART_URL, text, flags) == CURLUE_OK else {
      throw Self.problem("it cannot be read")
    }
    func part(_ part: CURLUPart, _ flags: Int32 = CURLU_URLDECODE) -> String? {
      var text: UnsafeMutablePointer<CChar>?
      guard curl_url_get(url, part, &text, UInt32(flags)) == CURLUE_OK, let text else { return nil }
      defer { curl_free(text) }
      return String(cString: text)
    }
    switch part(CURLUPART_SCHEME) {
    case "redis": usesTLS = false
    case "rediss": usesTLS = true
    case let scheme: throw Self.problem("its scheme is '\(scheme ?? "")'")
    }
    // libcurl takes what follows more slashes for the host.
    guard let host = part(CURLUPART_HOST), !host.isEmpty, !text.contains(":///") else {
      throw Self.problem("it has no host")
    }
    self.host = host
    let port = part(CURLUPART_PORT)
    guard let number = port.map({ Int($0) }) ?? Self.defaultPort, (1...65535).contains(number)
    else {
      throw Self.problem("its port is '\(port ?? "")'")
    }
    self.port = number
    database = try Self.database(part(CURLUPART_PATH) ?? "/")
    guard part(CURLUPART_FRAGMENT) == nil else { throw Self.problem("it has a '#'") }
    user = part(CURLUPART_USER).flatMap { $0.isEmpty ? nil : $0 }
    password = part(CURLUPART_PASSWORD).flatMap { $0.isEmpty ? nil : $0 }
    parameters = try Self.parameters(part(CURLUPART_QUERY, 0) ?? "")
  }

  private static func database(_ path: String) throws(RedisError) -> Int {
    let text = path.drop { $0 == "/" }
    guard !text.isEmpty else { return 0 }
    guard path.utf8.count == text.utf8.count + 1, text.utf8.allSatisfy({ (48...57).contains($0) }),
      let number = Int(text), number <= Int32.max
    else { throw problem("'\(text)' is not the number of a database") }
    return number
  }

  private static func parameters(_ query: String) throws(RedisError) -> [String: String] {
    var parameters: [String: String] = [:]
    for pair in query.split(separator: "&") {
      let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard sides.count == 2, let name = decoded(sides[0]), let value = decoded(sides[1]) else {
        throw problem("'\(pair)' is not of the form NAME=VALUE")
      }
      guard parameters.updateValue(value, forKey: name) == nil else {
        throw problem("it has '\(name)' twice")
      }
    }
    return parameters
  }

  /// Replaces percent signs; `nil` if the result has a zero byte or is not UTF-8.
  private static func decoded(_ text: Substring) -> String? {
    var count: Int32 = 0
    let text = String(text)
    guard let bytes = curl_easy_unescape(nil, text, 0, &count) else { return nil }
    defer { curl_free(bytes) }
    let decoded = String(validatingCString: bytes)
    return decoded?.utf8.count == Int(count) ? decoded : nil
  }

  private static func problem(_ words: String) -> RedisError {
    RedisError(
      .badAddress,
      "The address of Redis is not usable: \(words). Give one such as "
        + "redis://HOST:\(defaultPort)/0, or rediss:// for TLS.")
  }

  /// The same for another server, with the same credentials.
  func at(host: String, port: Int) -> RedisAddress {
    var address = self
    // An IPv6 address is in brackets.
    address.host = host.contains(":") && !host.hasPrefix("[") ? "[\(host)]" : host
    address.port = port
    return address
  }

  /// The address without user, password and parameters.
  public var description: String {
    "\(usesTLS ? "rediss" : "redis")://\(host):\(port)/\(database)"
  }
}
