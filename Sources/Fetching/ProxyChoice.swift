public import Addressing

/// Which proxy a request goes through.
public struct ProxyChoice: Sendable, Hashable {
  /// The schemes of proxies that libcurl knows.
  public static let schemes = ["http", "https", "socks4", "socks4a", "socks5", "socks5h"]

  private var forHTTP = ""
  private var forHTTPS = ""
  /// The hosts that are requested without a proxy.
  private var exceptions: [String] = []

  /// No proxy.
  public static let none = ProxyChoice()

  private init() {}

  /// One proxy for all requests.
  public init(_ proxy: String) { (forHTTP, forHTTPS) = (proxy, proxy) }

  /// The proxies of an environment, as curl reads it: `http_proxy`, `https_proxy`, `all_proxy` and
  /// `no_proxy`; all but the first also in capitals.
  ///
  /// `HTTP_PROXY` is ignored: on a web server it is a header of the request that is served.
  public init(environment: [String: String]) {
    func value(_ name: String) -> String? {
      let value = environment[name] ?? (name == "http_proxy" ? nil : environment[name.uppercased()])
      return value?.isEmpty == false ? value : nil
    }
    let all = value("all_proxy") ?? ""
    forHTTP = value("http_proxy") ?? all
    forHTTPS = value("https_proxy") ?? all
    exceptions = (value("no_proxy") ?? "").split { $0 == "," || $0 == " " }.map { word in
      let name = word.lowercased()
      return name.hasPrefix(".") ? String(name.dropFirst()) : name
    }
  }

  /// The proxies that it may choose.
  public var all: Set<String> { Set([forHTTP, forHTTPS].filter { !$0.isEmpty }) }

  /// Whether no request goes through a proxy.
  public var isNone: Bool { forHTTP.isEmpty && forHTTPS.isEmpty }

  /// The proxy for an address; empty for none.
  public func proxy(for address: WebAddress) -> String {
    let proxy = address.scheme == .https ? forHTTPS : forHTTP
    guard !proxy.isEmpty, !exceptions.isEmpty else { return proxy }
    return isExcepted(address.host) ? "" : proxy
  }

  private func isExcepted(_ host: String) -> Bool {
    let name = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
    return exceptions.contains { $0 == "*" || $0 == name || name.hasSuffix("." + $0) }
  }

  /// Why a proxy cannot be used; `nil` if it can.
  public static func problem(of proxy: String) -> String? {
    let parts = proxy.split(separator: "://", maxSplits: 1, omittingEmptySubsequences: false)
    if parts.count == 2, !schemes.contains(parts[0].lowercased()) {
      return "The proxy's scheme '\(parts[0])' is unknown; use "
        + schemes.dropLast().joined(separator: ", ") + " or \(schemes[schemes.count - 1])."
    }
    // Only libcurl knows all forms of a host, but one must be there, and a port is a number.
    let words = (parts.last ?? "").prefix { $0 != "/" }
      .split(separator: "@", omittingEmptySubsequences: false)
    let place = words.last ?? ""
    // With one, libcurl makes a direct connection.
    if words.dropLast().contains(where: hasEncodedControl) {
      return "The proxy's name or password has a control character, such as %0A; leave it out."
    }
    let port =
      place.hasSuffix("]")
      ? nil
      : place.split(
        separator: ":", omittingEmptySubsequences: false
      ).dropFirst().last
    let isPort = port.map { Int($0).map { (1...65_535).contains($0) } ?? false } ?? true
    return place.isEmpty || place.hasPrefix(":") || !isPort
      ? "The proxy has no host or no valid port; write it as socks5h://127.0.0.1:9050." : nil
  }

  private static func hasEncodedControl(_ text: Substring) -> Bool {
    let bytes = Array(text.utf8)
    return zip(bytes.indices, bytes).contains { index, byte in
      byte == UInt8(ascii: "%") && index + 2 < bytes.count
        && (bytes[index + 1] == UInt8(ascii: "0") || bytes[index + 1] == UInt8(ascii: "1"))
        && Character(Unicode.Scalar(bytes[index + 2])).isHexDigit
    }
  }
}
