/// Why the links of a document could not be read; bad markup is never a reason.
public struct ExtractionError: Error, Hashable, CustomStringConvertible {
  /// The kinds of failure.
  public enum Code: Sendable, Hashable {
    /// The parser could not be set up.
    case parser
    /// The document is packed, and damaged or cut off.
    case damaged
    /// The document is larger than allowed once it is unpacked.
    case tooLarge
  }

  /// The kind of failure.
  public var code: Code
  /// What was tried and what happened.
  public var message: String
  /// The address of the document.
  public var context: String

  /// Makes an error from its parts.
  public init(code: Code, message: String, context: String) {
    self.code = code
    self.message = message
    self.context = context
  }

  /// The address and the message.
  public var description: String { "\(context): \(message)" }
}
