/// Why a crawl cannot start or continue.
public struct CrawlError: Error, Sendable, CustomStringConvertible {
  /// The kind of an error.
  public enum Code: Sendable, Hashable {
    /// There is no seed, or one is not an address.
    case badSeed
    /// A setting is invalid.
    case badSetting
    /// The output folder cannot be created or written to.
    case outputFolder
    /// Another process is using the output folder.
    case outputFolderInUse
    /// The disk is full or failed.
    case disk
    /// The shared frontier cannot be reached.
    case frontier
    /// The store of the images refuses to be written or read.
    case store
    /// The store of the images cannot be reached, or cannot answer now.
    case storeUnreachable
  }

  /// The kind of the error.
  public let code: Code
  /// What was attempted, what went wrong, and what to do about it.
  public let message: String

  /// Makes an error from its parts.
  public init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  /// The message.
  public var description: String { message }
}
