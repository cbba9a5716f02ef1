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
}
