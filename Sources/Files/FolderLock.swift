import Glibc

/// A lock by which one process at a time may change a folder.
///
/// It is a kernel lock (flock(2)): it ends with the process that holds it, however that process
/// ends, so there are no stale locks. The process id in the file is only used in the error message
/// of another process. The folder itself is locked as well, since somebody may remove the file.
public final class FolderLock: Sendable {
  private let descriptors: [Int32]

  /// Acquires the lock without waiting.
  ///
  /// - Parameters:
  ///   - name: the lock file, which is not removed when the lock is released.
  ///   - folder: its folder.
  /// - Throws: `.locked(by:)` with the process id of the holder.
  public init(_ name: String, in folder: Folder) throws(FileError) {
    try folder.checkIsPlain(name, forWriting: true)
    let path = folder.path(of: name)
    let file = try Descriptor(
      openAt: folder.descriptor, name, O_RDWR | O_CREAT | O_NONBLOCK, operation: "lock", path: path)
    let number = file.number
    do {
      try retrying("lock", folder.path) { flock(number, LOCK_EX | LOCK_NB) }
    } catch  where error.errno == EWOULDBLOCK {
      throw FileError(
        code: .locked(by: Self.processID(in: number)), operation: "lock", path: folder.path,
        errno: EWOULDBLOCK)
    }
    let locked = try Self.lock(folder, heldBy: Self.processID(in: number))
    try retrying("lock", path) { ftruncate(number, 0) }
    try file.write(Array("\(getpid())\n".utf8).span, path: path)
    let numbers = (number, locked.number)
    descriptors = try [
      retrying("lock", path) { fcntl(numbers.0, F_DUPFD_CLOEXEC, 0) },
      retrying("lock", path) { fcntl(numbers.1, F_DUPFD_CLOEXEC, 0) },
    ]
  }

  deinit {
    // A process that this one starts has copies of the descriptors for a moment, and would keep the
    // lock until it has closed them.
    for descriptor in descriptors {
      _ = flock(descriptor, LOCK_UN)
      _ = close(descriptor)
    }
  }

  /// Locks the folder itself, where the file system can (NFS cannot).
  private static func lock(
    _ folder: Folder, heldBy owner: Int32?
  ) throws(FileError) -> Descriptor {
    let descriptor = try Descriptor(
      openAt: folder.descriptor, ".", O_RDONLY | O_DIRECTORY, operation: "lock", path: folder.path)
    let number = descriptor.number
    if flock(number, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK {
      throw FileError(
        code: .locked(by: owner), operation: "lock", path: folder.path, errno: EWOULDBLOCK)
    }
    return descriptor
  }

  /// Returns the id of the process that holds the lock; `nil` if none does, 0 if the id is not
  /// known.
  public static func holder(_ name: String, in folder: Folder) throws(FileError) -> Int32? {
    let path = folder.path(of: name)
    if try folder.kind(of: name) == .file {
      let file = try Descriptor(
        openAt: folder.descriptor, name, O_RDONLY, operation: "examine", path: path)
      if isHeld(file) { return processID(in: file.number) ?? 0 }
    }
    // Somebody may have removed the file.
    let itself = try Descriptor(
      openAt: folder.descriptor, ".", O_RDONLY | O_DIRECTORY, operation: "examine", path: path)
    return isHeld(itself) ? 0 : nil
  }

  private static func isHeld(_ file: borrowing Descriptor) -> Bool {
    guard flock(file.number, LOCK_SH | LOCK_NB) == 0 else { return errno == EWOULDBLOCK }
    _ = flock(file.number, LOCK_UN)
    return false
  }

  private static func processID(in descriptor: Int32) -> Int32? {
    var text = [UInt8](repeating: 0, count: 16)
    let count = pread(descriptor, &text, text.count, 0)
    guard count > 0 else { return nil }
    return Int32(String(decoding: text[..<count].prefix { $0 >= 0x30 }, as: UTF8.self))
  }
}
