import Glibc

/// Room on the disk that is kept free for what must be written when the disk is full.
public final class DiskReserve: Sendable {
  /// So much is kept where there is that much; less where there is less.
  static let largest = 4 * 1024 * 1024
  static let smallest = 64 * 1024
  static let name = "reserve"

  private let folder: Folder

  /// Takes as much room as there is, up to a limit; none where there is next to nothing.
  ///
  /// - Parameter folder: where the file is that takes the room.
  public init(in folder: Folder) {
    self.folder = folder
    let descriptor = openat(
      folder.descriptor, Self.name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o666)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    // A small disk is left the better part of its room.
    let free = (try? folder.freeSpace()) ?? Self.largest
    var size = min(Self.largest, free / 4)
    while size >= Self.smallest {
      if posix_fallocate(descriptor, 0, size) == 0 { return }
      // What a refused call has taken already must not stay taken.
      ftruncate(descriptor, 0)
      size /= 2
    }
  }

  deinit { release() }

  /// Gives the room back.
  public func release() { _ = unlinkat(folder.descriptor, Self.name, 0) }
}
