import Glibc

/// A file that the user named and that is written in place: a device, a pipe, or what a symbolic
/// link leads to.
///
/// Such a name must not be replaced by a new file, as ``AtomicFile`` does.
public struct NamedFile: ~Copyable {
  private let descriptor: Descriptor
  private let path: String

  /// Opens a file for writing; symbolic links are followed, and a regular file is emptied.
  public init(writing path: String) throws(FileError) {
    self.path = path
    let number = try retrying("write", path) {
      open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    }
    descriptor = Descriptor(owning: number)
  }

  /// Writes bytes.
  public func append(_ bytes: borrowing Span<UInt8>) throws(FileError) {
    try descriptor.write(bytes, path: path)
  }

  /// Closes the file; a network file system reports write errors only then.
  public consuming func close() throws(FileError) {
    let path = path
    try descriptor.close(path: path)
  }
}
