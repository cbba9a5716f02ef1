/// Why a document could not be read at all; invalid markup is never an error.
public struct MarkupError: Error, Hashable, CustomStringConvertible {
  /// The kinds of failure.
  public enum Code: Sendable, Hashable {
    /// libxml2 could not allocate its state.
    case outOfMemory
  }

  /// The kind of failure.
  public var code: Code
  /// What failed and why.
  public var message: String

  /// The message.
  public var description: String { message }
}
