public import Bytes
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

  /// Whether both are of one file, whose content may have changed.
  public func isSameFile(as other: FileStamp) -> Bool {
    inode == other.inode && device == other.device
  }
}

/// Files that another process may be writing at the same time.
///
/// They are read, never mapped: reading past the end of a mapped file that was shortened ends the
/// process (mmap(2)).
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
    var bytes: [UInt8] = []
    let isThere = try forEachPiece(of: name) { piece in
      bytes.append(piece.extracting(0..<min(piece.count, limit + 1 - bytes.count)))
      return bytes.count <= limit
    }
    return isThere ? bytes : nil
  }

  /// Hashes a file in its current state.
  ///
  /// - Parameter name: its name; a symbolic link is not followed.
  /// - Throws: the error that prevents reading, also for a folder, a device or a pipe.
  /// - Returns: the SHA-256 digest; `nil` if nothing has this name.
  public func digest(of name: String) throws(FileError) -> SHA256Digest? {
    var digest = Digest()
    let isThere = try forEachPiece(of: name) { piece in
      digest.update(piece)
      return true
    }
    return isThere ? digest.finish() : nil
  }

  /// The number of bytes read at once.
  private static let pieceSize = 1 << 17

  /// Passes the bytes of a file to a closure, piece by piece, until it returns `false`.
  ///
  /// - Parameters:
  ///   - name: its name; a symbolic link is not followed.
  ///   - body: receives each piece.
  /// - Throws: the error that prevents reading, also for a folder, a device or a pipe.
  /// - Returns: `false` if nothing has this name.
  @discardableResult
  public func forEachPiece(
    of name: String, _ body: (Span<UInt8>) -> Bool
  ) throws(FileError) -> Bool {
    guard let file = try open(name) else { return false }
    var piece = [UInt8](repeating: 0, count: max(1, min(Self.pieceSize, file.byteCount + 1)))
    while true {
      let count = try file.read(into: &piece)
      guard count > 0, body(piece.span.extracting(0..<count)) else { return true }
    }
  }
}
