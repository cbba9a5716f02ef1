import Glibc

/// Metadata that identifies one state of a file without reading it.
public struct FileStamp: Sendable, Hashable {
  private let device: UInt64
  private let inode: UInt64
  private let byteCount: Int64
  private let seconds: Int
  private let nanoseconds: Int

  fileprivate init(_ status: stat) {
    device = UInt64(status.st_dev)
    inode = UInt64(status.st_ino)
    byteCount = Int64(status.st_size)
    seconds = status.st_mtim.tv_sec
    nanoseconds = status.st_mtim.tv_nsec
  }
}

/// Small files that another process may be writing at the same time.
extension Folder {
  /// Returns the stamp of an entry; `nil` if nothing has this name.
  public func stamp(of name: String) throws(FileError) -> FileStamp? {
    try check(name, "examine")
    var status = stat()
    guard fstatat(descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
      if errno == ENOENT { return nil }
      throw FileError("examine", path(of: name))
    }
    return FileStamp(status)
  }

  /// Reads a file in its current state; it may grow, shrink or be replaced meanwhile.
  ///
  /// - Parameters:
  ///   - name: its name; a symbolic link is not followed.
  ///   - limit: the maximum number of bytes to read.
  /// - Throws: the error that prevents reading, also for a folder, a device or a pipe.
  /// - Returns: its bytes, `limit` + 1 of them if the file is longer; `nil` if nothing has this
  ///   name.
  public func contents(of name: String, limit: Int) throws(FileError) -> [UInt8]? {
    try check(name, "read")
    let path = path(of: name)
    guard try kind(of: name) != nil else { return nil }
    // O_NONBLOCK: opening a pipe would wait for its writer.
    let number = try retrying("read", path) {
      openat(self.descriptor, name, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOFOLLOW)
    }
    let descriptor = Descriptor(owning: number)
    var status = stat()
    try retrying("read", path) { fstat(descriptor.number, &status) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw FileError("read", path, errno: EISDIR)
    }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while bytes.count <= limit {
      let count = read(descriptor.number, &piece, min(piece.count, limit + 1 - bytes.count))
      if count < 0 {
        if errno == EINTR { continue }
        throw FileError("read", path)
      }
      if count == 0 { break }
      bytes.append(contentsOf: piece[..<count])
    }
    return bytes
  }
}
