import Glibc

/// A file that lines are added to; each call's bytes are written at once, so that they outlast the
/// process.
///
/// May be used from any thread.
public final class AppendFile: Sendable {
  private let descriptor: Int32
  private let path: String

  /// Opens a file for adding to it, and makes it when absent.
  public init(_ name: String, in folder: Folder) throws(FileError) {
    try folder.check(name, "write")
    let path = folder.path(of: name)
    self.path = path
    descriptor = try retrying("write", path) {
      openat(
        folder.descriptor, name, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0o666)
    }
  }

  deinit { _ = close(descriptor) }

  /// Adds bytes at the end.
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
}
