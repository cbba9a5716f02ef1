import Glibc

/// A read-only memory mapping of a file.
///
/// Only for files that are not truncated meanwhile: reading past the new end kills the process
/// (mmap(2)).
public struct MappedFile: ~Copyable {
  // Nil for an empty file, which cannot be mapped.
  private let start: UnsafeMutableRawPointer?
  /// The size in bytes.
  public let byteCount: Int

  /// Maps a file in a folder; a symbolic link is not followed.
  public init(_ name: String, in folder: Folder) throws(FileError) {
    try folder.check(name, "read")
    (start, byteCount) = try Self.map(
      name, at: folder.descriptor, path: folder.path(of: name), O_NOFOLLOW)
  }

  /// Maps a file that the user named; symbolic links are followed.
  public init(path: String) throws(FileError) {
    (start, byteCount) = try Self.map(path, at: AT_FDCWD, path: path, 0)
  }

  private static func map(
    _ name: String, at folder: Int32, path: String, _ flags: Int32
  ) throws(FileError) -> (UnsafeMutableRawPointer?, Int) {
    // O_NONBLOCK: opening a pipe would wait for its writer.
    let number = try retrying("read", path) {
      openat(folder, name, O_RDONLY | O_NONBLOCK | O_CLOEXEC | flags)
    }
    let descriptor = Descriptor(owning: number)
    var status = stat()
    try retrying("read", path) { fstat(descriptor.number, &status) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw FileError("read", path, errno: EISDIR)
    }
    let byteCount = Int(status.st_size)
    guard byteCount > 0 else { return (nil, 0) }
    let mapped = mmap(nil, byteCount, PROT_READ, MAP_PRIVATE, descriptor.number, 0)
    guard mapped != MAP_FAILED else { throw FileError("read", path) }
    return (mapped, byteCount)
  }

  deinit { if let start { munmap(start, byteCount) } }

  /// Passes the bytes to `body`.
  public func withSpan<Result, Failure: Error>(
    _ body: (Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let bytes = UnsafeRawBufferPointer(start: start, count: byteCount)
    return try body(bytes.bindMemory(to: UInt8.self).span)
  }
}
