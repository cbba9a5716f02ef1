import Glibc

/// Reading whole files that the user named.
public enum WholeFile {
  /// The maximum size in bytes, against files and streams without an end.
  public static let maximumBytes = 1 << 30

  /// Returns the bytes of a file; `-` means standard input.
  ///
  /// - Throws: `FileError` if it cannot be opened or read, or is larger than the limit.
  public static func read(
    _ path: String, atMost limit: Int = maximumBytes
  ) throws(FileError) -> [UInt8] {
    let descriptor = path == "-" ? 0 : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError("read", path) }
    defer { if descriptor > 0 { close(descriptor) } }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      if count == 0 { return bytes }
      if count < 0 {
        if errno == EINTR { continue }
        throw FileError("read", path)
      }
      guard bytes.count + count <= limit else {
        throw FileError(code: .tooLarge, operation: "read", path: path)
      }
      bytes.append(contentsOf: buffer[..<count])
    }
  }

  /// Whether a path leads to anything but a folder.
  public static func isFile(_ path: String) -> Bool {
    var status = stat()
    return !path.isEmpty && stat(path, &status) == 0 && status.st_mode & S_IFMT != S_IFDIR
  }

  /// Whether users other than its owner may read a file; `false` if that is not known.
  public static func mayBeReadByOthers(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & 0o077 != 0
  }
}
