import Glibc

/// What keeps a test site from starting.
public struct LoopbackError: Error, CustomStringConvertible {
  /// What was tried, and why it did not work.
  public let description: String

  init(_ description: String) { self.description = description }

  /// The failure of a system call, with the reason that `errno` gives.
  static func call(_ name: String) -> LoopbackError {
    LoopbackError("\(name): \(String(cString: strerror(errno)))")
  }
}
