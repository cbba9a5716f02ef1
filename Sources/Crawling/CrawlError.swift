/// Why a crawl cannot start: what was tried, what went wrong, what to do.
public struct CrawlError: Error, Sendable, CustomStringConvertible {
  /// What kind of trouble it is.
  public enum Code: Sendable, Hashable {
    /// There is no seed, or one is no address.
    case badSeed
    /// A setting makes no sense.
    case badSetting
    /// The output folder cannot be made or written.
    case outputFolder
    /// Another process is using the output folder.
    case outputFolderInUse
    /// The disk is full or broken.
    case disk
  }

  /// What kind of trouble it is.
  public let code: Code
  /// What was being tried, what went wrong, and what to do about it.
  public let message: String

  /// Makes an error from its parts.
  public init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  /// The message.
  public var description: String { message }
}
