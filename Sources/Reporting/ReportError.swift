public import Files

/// Why a record of a crawl could not be written.
public struct ReportError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The kinds that callers tell apart.
  public enum Code: Sendable, Hashable {
    /// The disk, or the user's share of it, is full.
    case diskFull
    /// The output folder cannot be written to.
    case notWritable
    /// The device failed, or the entries could not be read.
    case inputOutput
    /// Only this one file is concerned.
    case refused
  }

  /// The kind.
  public let code: Code
  /// What went wrong and what to do about it.
  public let message: String
  /// The error of the file system, if there was one.
  public let cause: FileError?

  /// Makes an error from its parts.
  public init(code: Code, message: String, cause: FileError? = nil) {
    self.code = code
    self.message = message
    self.cause = cause
  }

  /// Makes the error for a file that could not be written.
  ///
  /// - Parameters:
  ///   - cause: The error of the file system.
  ///   - name: The name of the file in the output folder.
  public init(_ cause: FileError, writing name: String) {
    let code: Code =
      switch cause.code {
      case .diskFull: .diskFull
      case .readOnly, .permission: .notWritable
      case .inputOutput: .inputOutput
      default: .refused
      }
    self.init(code: code, message: "\(name) was not stored. \(cause)", cause: cause)
  }

  /// The message.
  public var description: String { message }
}
