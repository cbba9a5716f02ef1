import Glibc

/// A failed file system operation: the operation, the file, and what the user can do about it.
public struct FileError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The kinds of failure that callers distinguish.
  public enum Code: Sendable, Hashable {
    /// The disk or the user's quota is full.
    case diskFull
    /// The file system is read-only.
    case readOnly
    /// The user lacks permission.
    case permission
    /// A name or a path exceeds the limit of the file system.
    case nameTooLong
    /// The file system does not allow a character of the name.
    case nameRefused
    /// There is something other than a folder where a folder is needed.
    case notAFolder
    /// There is something other than a regular file where one is needed.
    case notAFile
    /// There is a symbolic link where none is followed.
    case symbolicLink
    /// The file has another name too, under which it would change as well.
    case hardLink
    /// There are other files in a folder that would be replaced.
    case notEmpty
    /// A file system is mounted in the place of a folder that would be replaced.
    case mountPoint
    /// A file was changed while it was read.
    case changed
    /// Nothing has this name.
    case notFound
    /// Something already has this name.
    case exists
    /// The process has too many files open.
    case tooManyOpenFiles
    /// The two names are on different file systems.
    case otherFileSystem
    /// Another process holds the lock; its process id if known.
    case locked(by: Int32?)
    /// The file is larger than this number of bytes, the most that is read of such a file.
    case tooLarge(than: Int)
    /// The device failed.
    case inputOutput
    /// Any other error; see `errno`.
    case other
  }

  /// The kind of failure.
  public let code: Code
  /// The operation, as a verb: "create", "write".
  public let operation: String
  /// The file or folder of the operation.
  public let path: String
  /// The system's error number; 0 if no call failed.
  public let errno: Int32
  /// What the disk or the process had run out of, if the disk is full.
  public private(set) var shortage: DiskShortage?

  /// Creates an error from its parts.
  public init(code: Code, operation: String, path: String, errno: Int32 = 0) {
    self.code = code
    self.operation = operation
    self.path = path
    self.errno = errno
  }

  /// Creates the error of the last failed call on this thread.
  init(_ operation: String, _ path: String, errno: Int32 = Glibc.errno) {
    self.init(code: Code(errno: errno), operation: operation, path: path, errno: errno)
    if errno == EFBIG { shortage = .fileSize }
    if errno == ENOSPC { shortage = .find(at: path) }
  }

  /// What failed, why, and what to do about it, in one sentence.
  public var description: String {
    "Cannot \(operation) \(path.isEmpty ? "an empty path" : path): \(message)"
  }

  /// Why it failed and what to do about it, without the file.
  public var message: String {
    switch code {
    case .tooLarge(let limit):
      "it is larger than \(Self.size(limit)), the most that is read of such a file; check that it is "
        + "the right one, or split it."
    case .diskFull: (shortage ?? .space).message
    case .readOnly: "the file system is read-only; choose a folder that can be written to."
    case .permission: "permission denied; choose another folder or change who may write here."
    case .nameTooLong: "the name is too long; choose a folder with a shorter path."
    case .nameRefused: "this file system does not allow the name; choose a folder on another one."
    case .notAFolder: "it exists but is not a folder; move it away."
    case .notAFile: "it exists but is not a regular file; move it away."
    case .symbolicLink:
      "it is a symbolic link, which is not followed here; put what it leads to in its place."
    case .hardLink:
      "the file has a second name (a hard link) and would change there too; put a copy in its place."
    case .notEmpty: "there are other files in it; choose a new folder."
    case .mountPoint: "it is the root of a file system; choose a folder in it."
    case .changed: "it was changed meanwhile; run the same command again."
    case .notFound: "it does not exist; check the path."
    case .exists: "it already exists; move it away."
    case .tooManyOpenFiles: "too many open files; raise the limit with ulimit -n."
    case .otherFileSystem: "it is on another file system; keep the whole folder on one file system."
    case .locked(let owner?): "process \(owner) is using it; wait for it or choose another folder."
    case .locked(nil): "another process is using it; wait for it or choose another folder."
    case .inputOutput: "the device reports an error; check the disk."
    case .other: "the system reports error \(errno); see errno(3)."
    }
  }

  private static func size(_ bytes: Int) -> String {
    for (unit, bits) in [("GiB", 30), ("MiB", 20)] where bytes >= 1 << bits {
      return "\(bytes >> bits) \(unit)"
    }
    return "\(bytes) bytes"
  }
}

extension FileError.Code {
  /// Creates the kind of an error number.
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
