import Glibc

/// The proxies that libcurl takes from the environment when none is given.
public enum Proxies {
  /// Whether there are any.
  public static var areInEnvironment: Bool {
    ["http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"].contains {
      (name: String) in
      getenv(name).map { $0.pointee != 0 } ?? false
    }
  }
}
