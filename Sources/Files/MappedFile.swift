import Glibc

/// A read-only memory mapping of a temporary file of this process.
///
/// For no other file: reading past the end of a file that was shortened meanwhile ends the process
/// (mmap(2)). These files are written by this process alone, in a folder that it has locked, are never
/// shortened, and are removed by name only, which leaves what is mapped.
struct MappedFile: ~Copyable {
  // Nil for an empty file, which cannot be mapped.
  private let start: UnsafeMutableRawPointer?
  private let byteCount: Int

  /// Maps a file in a folder; a symbolic link is not followed.
  init(_ name: String, in folder: Folder) throws(FileError) {
    (start, byteCount) = try Self.map(name, folder)
  }

  private static func map(
    _ name: String, _ folder: Folder
  ) throws(FileError) -> (UnsafeMutableRawPointer?, Int) {
    let path = folder.path(of: name)
    let number = try retrying("read", path) {
      openat(folder.descriptor, name, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOFOLLOW)
    }
    let descriptor = Descriptor(owning: number)
    var status = stat()
    try retrying("read", path) { fstat(descriptor.number, &status) }
    let byteCount = Int(status.st_size)
    guard byteCount > 0 else { return (nil, 0) }
    let mapped = mmap(nil, byteCount, PROT_READ, MAP_PRIVATE, descriptor.number, 0)
    guard mapped != MAP_FAILED else { throw FileError("read", path) }
    return (mapped, byteCount)
  }

  deinit { if let start { munmap(start, byteCount) } }

  /// Passes the bytes to `body`.
  func withSpan<Result, Failure: Error>(
    _ body: (Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let bytes = UnsafeRawBufferPointer(start: start, count: byteCount)
    return try body(bytes.bindMemory(to: UInt8.self).span)
  }
}
