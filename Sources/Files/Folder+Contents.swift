import CPlatform
import Glibc

/// What a name in a folder belongs to.
public enum FileKind: Sendable, Hashable {
  /// A regular file.
  case file
  /// A folder.
  case folder
  /// A symbolic link, not what it leads to.
  case symbolicLink
  /// A device, socket or pipe.
  case other
}

extension Folder {
  /// What a name belongs to; `nil` where there is nothing of this name.
  public func kind(of name: String) throws(FileError) -> FileKind? {
    try status(of: name)?.kind
  }

  /// The size of a regular file; `nil` where there is nothing of this name, or something else.
  public func byteCount(of name: String) throws(FileError) -> Int? {
    guard let status = try status(of: name), status.kind == .file else { return nil }
    return Int(status.st_size)
  }

  /// The names in the folder, without `.` and `..`, in no order; names that are no UTF-8 are
  /// repaired and do not lead back to their files.
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

  /// Removes a file, or a symbolic link itself; nothing happens where there is none.
  public func remove(_ name: String) throws(FileError) {
    try check(name, "remove")
    guard unlinkat(descriptor, name, 0) != 0, errno != ENOENT else { return }
    throw FileError("remove", path(of: name))
  }

  /// Removes all regular files in the folder, and leaves the folders in it alone.
  public func removeFiles() throws(FileError) {
    for name in try names() where (try kind(of: name)) == .file {
      try remove(name)
    }
  }

  /// How many bytes the user can still write on the file system of this folder.
  public func freeSpace() throws(FileError) -> Int {
    var status = statvfs()
    try retrying("measure", path) { fstatvfs(descriptor, &status) }
    let (bytes, overflows) = UInt64(status.f_bavail)
      .multipliedReportingOverflow(by: UInt64(status.f_frsize))
    return overflows ? Int.max : Int(clamping: bytes)
  }

  /// Puts everything written on the file system of this folder onto the device (syncfs(2)).
  ///
  /// One call for many files; waits until the device has them.
  public func synchronizeFileSystem() throws(FileError) {
    try retrying("write", path) { magpie_sync_file_system(descriptor) }
  }

  /// Puts the names in this folder onto the device.
  public func synchronizeNames() throws(FileError) {
    guard fsync(descriptor) != 0 else { return }
    // Some file systems cannot sync a folder and say so; there is nothing more to do there.
    guard errno == EINVAL || errno == ENOTSUP || errno == EINTR else {
      throw FileError("write", path)
    }
  }

  private func status(of name: String) throws(FileError) -> stat? {
    try check(name, "look at")
    var status = stat()
    guard fstatat(descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
      if errno == ENOENT { return nil }
      throw FileError("look at", path(of: name))
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
