import Glibc

/// What the file system refused: the call, the file, and what a person can do about it.
public struct FileError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The kinds of refusal that callers tell apart.
  public enum Code: Sendable, Hashable {
    /// The disk, or the user's share of it, is full.
    case diskFull
    /// The file system can only be read.
    case readOnly
    /// The user may not do this here.
    case permission
    /// A name or a path is longer than the file system takes.
    case nameTooLong
    /// The file system does not take a character of the name.
    case nameRefused
    /// A folder is needed where there is something else.
    case notAFolder
    /// A regular file is needed where there is a folder, a device or a pipe.
    case notAFile
    /// A symbolic link stands where none may be followed.
    case symbolicLink
    /// There is nothing of this name.
    case notFound
    /// There is something of this name already.
    case exists
    /// The process has too many files open.
    case tooManyOpenFiles
    /// The two names lie on different file systems.
    case otherFileSystem
    /// Another process, with this id where it is known, holds the lock.
    case locked(by: Int32?)
    /// The device failed.
    case inputOutput
    /// Anything else; `errno` says what.
    case other
  }

  /// The kind of refusal.
  public let code: Code
  /// What was tried, as a verb: "create", "write".
  public let operation: String
  /// The file or folder it was tried on.
  public let path: String
  /// The error number of the system; 0 where no call failed.
  public let errno: Int32

  /// Makes an error from its parts.
  public init(code: Code, operation: String, path: String, errno: Int32 = 0) {
    self.code = code
    self.operation = operation
    self.path = path
    self.errno = errno
  }

  /// The error of the call that failed just now on this thread.
  init(_ operation: String, _ path: String, errno: Int32 = Glibc.errno) {
    self.init(code: Code(errno: errno), operation: operation, path: path, errno: errno)
  }

  /// What went wrong and what to do about it, in one sentence.
  public var description: String { "Cannot \(operation) \(path): \(message)" }

  /// What went wrong and what to do about it, without the file.
  public var message: String {
    switch code {
    case .diskFull: "the disk is full; free some space and run the same command again."
    case .readOnly: "the file system is read-only; choose a folder that can be written to."
    case .permission: "permission denied; choose another folder or change who may write here."
    case .nameTooLong: "the name is too long; choose a folder with a shorter path."
    case .nameRefused: "the file system does not take this name; choose a folder on another one."
    case .notAFolder: "there is something here that is not a folder; move it away."
    case .notAFile: "there is something here that is not a regular file; move it away."
    case .symbolicLink: "it is a symbolic link, which is not followed here; put a folder there."
    case .notFound: "it does not exist; check the path."
    case .exists: "it exists already; move it away."
    case .tooManyOpenFiles: "too many files are open; raise the limit with ulimit -n."
    case .otherFileSystem: "it lies on another file system; keep the whole folder on one."
    case .locked(let owner?): "process \(owner) is using it; wait for it or choose another folder."
    case .locked(nil): "another process is using it; wait for it or choose another folder."
    case .inputOutput: "the device reports an error; check the disk."
    case .other: "the system reports error \(errno); see errno(3)."
    }
  }
}

extension FileError.Code {
  /// The kind of an error number.
  init(errno: Int32) {
    switch errno {
    case ENOSPC, EDQUOT, EFBIG: self = .diskFull
    case EROFS: self = .readOnly
    case EACCES, EPERM: self = .permission
    case ENAMETOOLONG: self = .nameTooLong
    case EILSEQ, EINVAL: self = .nameRefused
    case ENOTDIR: self = .notAFolder
    case EISDIR: self = .notAFile
    case ELOOP: self = .symbolicLink
    case ENOENT: self = .notFound
    case EEXIST, ENOTEMPTY: self = .exists
    case EMFILE, ENFILE: self = .tooManyOpenFiles
    case EXDEV: self = .otherFileSystem
    case EIO, ENXIO, ENODEV, ESTALE: self = .inputOutput
    default: self = .other
    }
  }
}
