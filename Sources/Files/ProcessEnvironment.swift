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

  /// The name of this machine; empty if it has none.
  public static var hostName: String {
    var name = [CChar](repeating: 0, count: Int(HOST_NAME_MAX) + 1)
    guard gethostname(&name, name.count - 1) == 0 else { return "" }
    return name.withUnsafeBufferPointer { name in
      name.baseAddress.map { String(cString: $0) } ?? ""
    }
  }

  /// The value of a variable; `nil` if it is not set.
  public static subscript(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }
}
