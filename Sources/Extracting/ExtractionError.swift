/// Why the links of a document could not be read; invalid markup is never a reason.
public struct ExtractionError: Error, Hashable, CustomStringConvertible {
  /// The kinds of failure.
  public enum Code: Sendable, Hashable {
    /// The parser could not be created.
    case parser
    /// The document is compressed, and damaged or truncated.
    case damaged
    /// The document exceeds the size limit after decompression.
    case tooLarge
  }

  /// The kind of failure.
  public var code: Code
  /// What failed and why.
  public var message: String
  /// The address of the document.
  public var context: String

  /// Creates an error from its parts.
  public init(code: Code, message: String, context: String) {
    self.code = code
    self.message = message
    self.context = context
  }

  /// The address and the message.
  public var description: String { "\(context): \(message)" }
}
