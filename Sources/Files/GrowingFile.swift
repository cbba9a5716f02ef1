import Glibc

/// A file that the user named, read from its start only as far as it is needed.
public struct GrowingFile: ~Copyable {
  /// What was read so far.
  public private(set) var bytes: [UInt8] = []
  /// Whether that is the whole file.
  public private(set) var isWhole = false
  private let path: String
  private let descriptor: Int32

  /// Opens a file; `-` means standard input.
  ///
  /// - Throws: `FileError` if it cannot be opened.
  public init(_ path: String) throws(FileError) {
    self.path = path
    descriptor = path == "-" ? 0 : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError("read", path) }
  }

  deinit { if descriptor > 0 { close(descriptor) } }

  /// Reads on until there are this many bytes, or slightly more, or the file is over.
  ///
  /// - Throws: `FileError` if it cannot be read.
  public mutating func read(upTo count: Int) throws(FileError) {
    guard !isWhole, bytes.count < count else { return }
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while !isWhole, bytes.count < count {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      if count < 0 {
        if errno == EINTR { continue }
        throw FileError("read", path)
      }
      isWhole = count == 0
      bytes.append(contentsOf: buffer[..<count])
    }
  }

  /// The size of a regular file; `nil` for anything else, until it was read to its end.
  public var size: Int? {
    var status = stat()
    guard !isWhole else { return bytes.count }
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return Int(status.st_size)
  }
}
