/// Why an archive could not be written.
public struct ArchiveError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The kinds of failure.
  public enum Code: Sendable, Hashable {
    /// libarchive could not allocate its state.
    case outOfMemory
    /// The content of an entry has another size than announced.
    case wrongSize
    /// libarchive refused an entry or its content.
    case refused
  }

  /// The kind of failure.
  public let code: Code
  /// What failed and why.
  public let message: String

  init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  /// The message.
  public var description: String { message }
}
