public import Files

/// Why something could not be stored.
public struct StoreError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The kinds that callers distinguish.
  public enum Code: Sendable, Hashable {
    /// The disk or the user's quota is full.
    case diskFull
    /// The output folder cannot be written to.
    case notWritable
    /// The device failed.
    case inputOutput
    /// A folder that is written to does not exist any more.
    case folderGone
    /// The folder of the images was moved away, removed or replaced while it was in use.
    case folderReplaced
    /// Every possible name is taken.
    case noFreeName
    /// The error concerns only this file.
    case refused
    /// The store of the images, which is not a folder, cannot be used.
    case storeLost
  }

  /// The kind.
  public let code: Code
  /// What was to be stored: an address, or a file of the output folder.
  public let subject: String
  /// The file system's error, if any.
  public let cause: FileError?
  /// What a store says that is not a folder.
  public let message: String?

  /// Creates an error from its parts.
  public init(code: Code, subject: String, cause: FileError? = nil, message: String? = nil) {
    self.code = code
    self.subject = subject
    self.cause = cause
    self.message = message
  }

  /// Creates an error from one of the file system.
  public init(_ cause: FileError, storing subject: String) {
    let code: Code =
      switch cause.code {
      case .diskFull: .diskFull
      case .readOnly, .permission, .otherFileSystem: .notWritable
      case .notFound: .folderGone
      case .inputOutput: .inputOutput
      default: .refused
      }
    self.init(code: code, subject: subject, cause: cause)
  }

  /// Whether nothing more can be stored, so that the crawl must end.
  public var endsCrawl: Bool {
    switch code {
    case .diskFull, .notWritable, .inputOutput, .folderGone, .folderReplaced, .storeLost:
      true
    case .noFreeName, .refused: false
    }
  }

  /// What went wrong and what to do about it, in one sentence.
  public var description: String {
    if code == .folderGone {
      return "\(subject) was not stored: a folder of the crawl was removed while it ran"
        + (cause.map { " (\($0.path))" } ?? "")
        + ". Run the same command again to fetch what is lost."
    }
    if code == .folderReplaced {
      return "\(subject) is no longer the folder in which the crawl stores images: it was moved, "
        + "removed or replaced while it ran. Put it back, or remove what is in its place, and run "
        + "the same command again to fetch what is lost."
    }
    if let message {
      return "\(subject) was not stored. \(message)"
        + (endsCrawl ? " Run the same command again to resume." : "")
    }
    if let cause { return "\(subject) was not stored. \(cause)" }
    return "\(subject) was not stored: every name for it is taken; choose an empty folder."
  }
}
