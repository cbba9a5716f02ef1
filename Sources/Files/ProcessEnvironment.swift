import CPlatform
import Glibc

/// The environment of the process.
public enum ProcessEnvironment {
  /// All variables with their values.
  public static var variables: [String: String] {
    var variables: [String: String] = [:]
    var entry = magpie_environment()
    while let text = entry?.pointee {
      let parts = String(cString: text).split(
        separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if parts.count == 2 { variables[String(parts[0])] = String(parts[1]) }
      entry = entry?.advanced(by: 1)
    }
    return variables
  }

  /// The value of a variable; `nil` if it is not set.
  public static subscript(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }
}
