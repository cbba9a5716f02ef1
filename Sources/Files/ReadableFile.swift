public import Bytes
import Glibc

/// A regular file that is read piece by piece; another process may change it meanwhile.
///
/// Use it from one thread at a time.
public final class ReadableFile {
  /// The size in bytes when it was opened.
  public let byteCount: Int
  private let descriptor: Descriptor
  private let path: String

  /// Opens a file.
  ///
  /// - Throws: the error that prevents opening it, also for a link, a folder, a device or a pipe.
  fileprivate init(_ name: String, in folder: Folder) throws(FileError) {
    let path = folder.path(of: name)
    // O_NONBLOCK: opening a pipe would wait for its writer.
    descriptor = try Descriptor(
      openAt: folder.descriptor, name, O_RDONLY | O_NONBLOCK, operation: "read", path: path)
    let number = descriptor.number
    var status = stat()
    try retrying("read", path) { fstat(number, &status) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw FileError("read", path, errno: EISDIR)
    }
    byteCount = Int(status.st_size)
    self.path = path
  }

  /// Reads the next bytes into the start of a buffer, which must not be empty.
  ///
  /// - Returns: how many; 0 at the end of the file, and fewer than fit only before it.
  public func read(into buffer: inout [UInt8]) throws(FileError) -> Int {
    let number = descriptor.number
    var filled = 0
    while filled < buffer.count {
      let count = try retrying("read", path) {
        buffer.withUnsafeMutableBytes { bytes in
          Glibc.read(number, bytes.baseAddress.map { $0 + filled }, bytes.count - filled)
        }
      }
      guard count > 0 else { break }
      filled += count
    }
    return filled
  }

  /// The error for a file that became shorter while it was read.
  public var changed: FileError {
    FileError(code: .changed, operation: "read", path: path)
  }

  /// Hashes the file from its start to its end, and goes back to its start.
  public func digest() throws(FileError) -> SHA256Digest {
    try rewind()
    var digest = Digest()
    var piece = [UInt8](repeating: 0, count: max(1, min(1 << 17, byteCount + 1)))
    while true {
      let count = try read(into: &piece)
      guard count > 0 else { break }
      digest.update(piece.span.extracting(0..<count))
    }
    try rewind()
    return digest.finish()
  }

  /// Goes back to the start of the file.
  public func rewind() throws(FileError) {
    let number = descriptor.number
    try retrying("read", path) { lseek(number, 0, SEEK_SET) }
  }
}

extension Folder {
  /// Opens a file for reading.
  ///
  /// - Parameter name: its name; a symbolic link is not followed.
  /// - Throws: the error that prevents reading, also for a folder, a device or a pipe.
  /// - Returns: the file; `nil` if nothing has this name.
  public func open(_ name: String) throws(FileError) -> ReadableFile? {
    try check(name, "read")
    guard try kind(of: name) != nil else { return nil }
    return try ReadableFile(name, in: self)
  }
}
