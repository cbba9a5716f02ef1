import Glibc

/// Why a test site could not start.
public struct LoopbackError: Error, CustomStringConvertible {
  /// What failed, and why.
  public let description: String

  init(_ description: String) { self.description = description }

  /// The failure of a system call, with the reason of `errno`.
  static func call(_ name: String) -> LoopbackError {
    LoopbackError("\(name): \(String(cString: strerror(errno)))")
  }
}
