import Glibc

/// Disk space kept in reserve for what must be written when the disk is full.
public final class DiskReserve: Sendable {
  /// The size of the reserve in bytes if the disk has enough free space.
  static let largest = 4 * 1024 * 1024
  static let smallest = 64 * 1024
  static let name = "reserve" + TemporaryFile.suffix

  private let folder: Folder

  /// Allocates the reserve: up to 4 MiB and at most a quarter of the free space, or nothing if that
  /// is less than 64 KiB.
  ///
  /// - Parameter folder: the folder of the file that occupies the space.
  public init(in folder: Folder) {
    self.folder = folder
    let descriptor = openat(
      folder.descriptor, Self.name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o666)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    // On a small disk most of the free space stays free.
    let free = (try? folder.freeSpace()) ?? Self.largest
    var size = min(Self.largest, free / 4)
    while size >= Self.smallest {
      if posix_fallocate(descriptor, 0, size) == 0 { return }
      // A failed call may have allocated some of the space.
      ftruncate(descriptor, 0)
      size /= 2
    }
  }

  deinit { release() }

  /// Frees the reserved space.
  public func release() { _ = unlinkat(folder.descriptor, Self.name, 0) }
}
