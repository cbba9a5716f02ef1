import Glibc

/// Reading whole files that the user named.
public enum WholeFile {
  // Each limit is far above what such files have, and is there for streams without an end.

  /// The maximum size in bytes of a file of settings, header lines or passwords.
  public static let settingsBytes = 1 << 20
  /// The maximum size in bytes of a document, or of a file of cookies or certificates.
  public static let documentBytes = 1 << 26
  /// The maximum size in bytes of a list of addresses.
  public static let listBytes = 1 << 30

  /// Returns the bytes of a file; `-` means standard input.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - limit: the maximum size in bytes; no more is read than slightly above it.
  /// - Returns: all of its bytes.
  /// - Throws: `FileError` if it cannot be opened or read, or is larger than the limit.
  public static func read(_ path: String, atMost limit: Int) throws(FileError) -> [UInt8] {
    var file = try GrowingFile(path)
    // One byte more shows whether that is all.
    try file.read(upTo: limit + 1)
    guard file.bytes.count <= limit else {
      throw FileError(code: .tooLarge(than: limit), operation: "read", path: path)
    }
    return file.bytes
  }

  /// Whether a path leads to anything but a folder.
  public static func isFile(_ path: String) -> Bool {
    var status = stat()
    return !path.isEmpty && stat(path, &status) == 0 && status.st_mode & S_IFMT != S_IFDIR
  }

  /// Whether a path leads to a pipe or a socket, which can be read once, and only while somebody writes.
  public static func isPipe(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && [S_IFIFO, S_IFSOCK].contains(status.st_mode & S_IFMT)
  }

  /// Whether users other than its owner may read a file; `false` if that is not known.
  public static func mayBeReadByOthers(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & 0o077 != 0
  }
}
