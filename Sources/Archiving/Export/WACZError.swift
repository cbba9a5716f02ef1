/// Why an archive cannot be exported.
public struct WACZError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The kinds of failure.
  public enum Code: Sendable, Hashable {
    /// The crawl has no archive.
    case noArchive
    /// A file of the archive is damaged.
    case damaged
  }

  /// The kind of failure.
  public let code: Code
  /// What is wrong and what to do about it.
  public let description: String

  init(_ code: Code, _ description: String) {
    self.code = code
    self.description = description
  }
}
