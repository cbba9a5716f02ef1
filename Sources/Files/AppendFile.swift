import Glibc

/// A file opened for appending.
///
/// Each call writes its bytes at once, so they survive the process.
///
/// May be used from any thread.
public final class AppendFile: Sendable {
  private let descriptor: Int32
  private let path: String

  /// Opens a file for appending, and creates it if it does not exist.
  ///
  /// - Parameters:
  ///   - name: its name.
  ///   - folder: its folder.
  ///   - isNew: whether a file of this name is an error, `.exists`.
  /// - Throws: the error that prevents opening or creating it.
  public init(_ name: String, in folder: Folder, isNew: Bool = false) throws(FileError) {
    try folder.check(name, "write")
    let path = folder.path(of: name)
    self.path = path
    descriptor = try retrying("write", path) {
      openat(
        folder.descriptor, name,
        O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW | (isNew ? O_EXCL : 0), 0o666)
    }
  }

  deinit { _ = close(descriptor) }

  /// Appends bytes.
  public func append(_ bytes: borrowing Span<UInt8>) throws(FileError) {
    var written = 0
    while written < bytes.count {
      written += try retrying("write", path) {
        bytes.withUnsafeBufferPointer { buffer in
          write(descriptor, buffer.baseAddress.map { $0 + written }, buffer.count - written)
        }
      }
    }
  }

  /// The size in bytes, which another process may have changed.
  public var byteCount: Int {
    get throws(FileError) {
      var status = stat()
      try retrying("write", path) { fstat(descriptor, &status) }
      return Int(status.st_size)
    }
  }

  /// Cuts the file to a number of bytes, from which it is continued.
  public func cut(to byteCount: Int) throws(FileError) {
    try retrying("write", path) { ftruncate(descriptor, byteCount) }
  }

  /// Syncs what was written to the device (fsync(2)).
  public func synchronize() throws(FileError) {
    try retrying("write", path) { fsync(descriptor) }
  }
}
