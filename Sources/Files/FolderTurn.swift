import Glibc

/// A turn at writing into a folder that several processes write into, one after the other.
///
/// Unlike a ``FolderLock`` it is waited for, and only for a while: a process that was stopped must not
/// stop the others for ever. It ends with this value, or with the process.
public final class FolderTurn: Sendable {
  private let descriptor: Int32?

  /// Waits until no other process has its turn.
  ///
  /// - Parameters:
  ///   - folder: the folder.
  ///   - seconds: how long to wait at most. After that, and on a file system that cannot lock a folder, such
  ///     as NFS, it is as if the turn had come.
  public init(in folder: Folder, atMost seconds: Int = 60) {
    let number = openat(folder.descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    descriptor = number < 0 ? nil : number
    guard number >= 0 else { return }
    for _ in 0..<(seconds * 20) {
      guard flock(number, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK || errno == EINTR else {
        return
      }
      usleep(50_000)
    }
  }

  deinit {
    guard let descriptor else { return }
    _ = flock(descriptor, LOCK_UN)
    _ = close(descriptor)
  }
}
