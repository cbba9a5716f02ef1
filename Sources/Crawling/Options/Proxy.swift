import Fetching

/// The proxy of a crawl.
///
/// ```swift
/// configuration.proxy = try Proxy("socks5h://127.0.0.1:9050")
/// configuration.proxy = .environment
/// ```
///
/// A proxy resolves the names itself and decides which networks can be reached.
public struct Proxy: Sendable, Hashable, CustomStringConvertible {
  /// The proxies of the environment: `http_proxy`, `https_proxy`, `all_proxy` and `no_proxy`, as curl
  /// reads them.
  public static let environment = Proxy(word: "env")

  /// The address, or `env`.
  public let text: String

  private init(word: String) { text = word }

  /// Reads the address of a proxy.
  ///
  /// - Parameter text: the address; its scheme is `http`, `https`, `socks4`, `socks4a`, `socks5` or
  ///   `socks5h`, and `http` if there is none. `env` is ``environment``.
  /// - Throws: `CrawlError` with ``CrawlError/Code/badSetting`` if it is no address of a proxy.
  public init(_ text: String) throws(CrawlError) {
    if text != Self.environment.text, let problem = ProxyChoice.problem(of: text) {
      throw CrawlError(.badSetting, problem)
    }
    self.text = text
  }

  /// The address without a name and a password.
  public var description: String {
    guard let end = text.lastIndex(of: "@") else { return text }
    let scheme = text.ranges(of: "://").first.map { String(text[..<$0.upperBound]) } ?? ""
    return scheme + text[text.index(after: end)...]
  }

  /// Whether the address has a name or a password, which are not stored.
  var hasCredentials: Bool { text.contains("@") }
}

extension Proxy: OptionText {}
