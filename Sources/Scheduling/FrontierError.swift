/// Why the frontier cannot continue: what was tried, what went wrong, what to do.
public struct FrontierError: Error, Sendable, CustomStringConvertible {
  /// The kind of error.
  public enum Code: Sendable, Hashable {
    /// The state on the disk cannot be read or written.
    case storage
    /// The disk is full.
    case diskFull
    /// The state belongs to another crawl, a newer version, or another program.
    case mismatch
    /// Another program is using the state.
    case inUse
    /// The state is damaged.
    case damaged
    /// The machine that hosts a shared frontier cannot be reached or used.
    case unreachable
    /// The shared frontier is that of another crawl, or of another version of Magpie.
    case otherCrawl
  }

  /// The kind of error.
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
