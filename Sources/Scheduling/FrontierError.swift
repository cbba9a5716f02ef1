/// Why the frontier cannot go on: what was tried, what went wrong, what to do.
public struct FrontierError: Error, Sendable, CustomStringConvertible {
  /// What kind of trouble it is.
  public enum Code: Sendable, Hashable {
    /// The state on the disk cannot be read or written.
    case storage
    /// The disk is full.
    case diskFull
    /// The state is that of another crawl, of a newer version, or of another program.
    case mismatch
    /// Another program is using the state.
    case inUse
    /// The state is damaged.
    case damaged
    /// The machine that keeps a shared frontier cannot be reached.
    case unreachable
  }

  /// What kind of trouble it is.
  public let code: Code
  /// What was being tried, what went wrong, and what to do about it.
  public let message: String

  /// Makes an error from its parts.
  public init(code: Code, message: String) {
    self.code = code
    self.message = message
  }

  /// The message.
  public var description: String { message }
}
