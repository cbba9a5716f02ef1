import CPlatform
import Glibc

/// The kind of a directory entry.
public enum FileKind: Sendable, Hashable {
  /// A regular file.
  case file
  /// A folder.
  case folder
  /// A symbolic link itself, not its target.
  case symbolicLink
  /// A device, socket or pipe.
  case other
}

extension Folder {
  /// Returns the kind of an entry; `nil` if nothing has this name.
  public func kind(of name: String) throws(FileError) -> FileKind? {
    try status(of: name)?.kind
  }

  /// Returns who may read and write a regular file; `nil` if there is none with this name.
  func permissions(of name: String) throws(FileError) -> UInt32? {
    guard let status = try status(of: name), status.kind == .file else { return nil }
    return status.st_mode & 0o777
  }

  /// Returns the size in bytes of a regular file; `nil` if there is no regular file with this name.
  public func byteCount(of name: String) throws(FileError) -> Int? {
    guard let status = try status(of: name), status.kind == .file else { return nil }
    return Int(status.st_size)
  }

  /// Rejects a name that belongs to something else than a regular file: a link, a pipe, a folder.
  ///
  /// - Parameters:
  ///   - name: the name, which may be free.
  ///   - forWriting: whether a file with another name, a hard link, is refused too.
  /// - Throws: `.symbolicLink`, `.hardLink` or `.notAFile`.
  public func checkIsPlain(_ name: String, forWriting: Bool) throws(FileError) {
    guard let status = try status(of: name) else { return }
    let code: FileError.Code? =
      switch status.kind {
      case .file: forWriting && status.st_nlink > 1 ? .hardLink : nil
      case .symbolicLink: .symbolicLink
      case .folder, .other: .notAFile
      }
    guard let code else { return }
    throw FileError(
      code: code, operation: forWriting ? "write" : "read", path: path(of: name))
  }

  /// A path that leads to a name in this very folder, for libraries that open files by their path;
  /// valid while this object exists.
  public func descriptorPath(of name: String) -> String { "/proc/self/fd/\(descriptor)/\(name)" }

  /// Returns the names in the folder, without `.` and `..`, in no particular order.
  ///
  /// Names that are not UTF-8 are repaired and do not refer to their files any more.
  public func names() throws(FileError) -> [String] {
    let number = try retrying("list", path) {
      openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    }
    guard let stream = fdopendir(number) else {
      let error = FileError("list", path)
      _ = close(number)
      throw error
    }
    defer { closedir(stream) }
    var names: [String] = []
    while true {
      errno = 0
      guard let entry = readdir(stream) else {
        guard errno == 0 else { throw FileError("list", path) }
        return names
      }
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
  }

  /// Removes a file, or a symbolic link itself, if it exists.
  public func remove(_ name: String) throws(FileError) {
    try check(name, "remove")
    guard unlinkat(descriptor, name, 0) != 0, errno != ENOENT else { return }
    throw FileError("remove", path(of: name))
  }

  /// Removes the temporary files of earlier processes: regular files whose names end as those of
  /// ``TemporaryFile``.
  public func removeTemporaryFiles() throws(FileError) {
    for name in try names()
    where name.hasSuffix(TemporaryFile.suffix) {
      if try kind(of: name) == .file { try remove(name) }
    }
  }

  /// Returns the number of bytes the user can still write on the file system of this folder.
  public func freeSpace() throws(FileError) -> Int {
    var status = statvfs()
    try retrying("measure", path) { fstatvfs(descriptor, &status) }
    let (bytes, overflows) = UInt64(status.f_bavail)
      .multipliedReportingOverflow(by: UInt64(status.f_frsize))
    return overflows ? Int.max : Int(clamping: bytes)
  }

  /// Syncs everything written on the file system of this folder to the device (syncfs(2)).
  ///
  /// One call for many files; returns when the device has them.
  public func synchronizeFileSystem() throws(FileError) {
    try retrying("write", path) { magpie_sync_file_system(descriptor) }
  }

  /// Syncs the names in this folder to the device.
  public func synchronizeNames() throws(FileError) {
    guard fsync(descriptor) != 0 else { return }
    // Some file systems cannot sync a folder and return an error; nothing more can be done there.
    guard errno == EINVAL || errno == ENOTSUP || errno == EINTR else {
      throw FileError("write", path)
    }
  }

  private func status(of name: String) throws(FileError) -> stat? {
    try check(name, "examine")
    var status = stat()
    guard fstatat(descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
      if errno == ENOENT { return nil }
      throw FileError("examine", path(of: name))
    }
    return status
  }
}

extension stat {
  fileprivate var kind: FileKind {
    switch st_mode & S_IFMT {
    case S_IFREG: .file
    case S_IFDIR: .folder
    case S_IFLNK: .symbolicLink
    default: .other
    }
  }
}
