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
    var file = try GrowingFile(path)
    // One byte more shows whether that is all.
    try file.read(upTo: limit + 1)
    guard file.bytes.count <= limit else {
      throw FileError(code: .tooLarge, operation: "read", path: path)
    }
    return file.bytes
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
