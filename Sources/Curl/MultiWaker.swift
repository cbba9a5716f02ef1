internal import CLibcurl
import Glibc

/// Wakes the thread that waits on a `MultiHandle`, from any thread and at any time, even after the
/// handle was freed.
public final class MultiWaker: @unchecked Sendable {
  // Sendable by proof: `target` is accessed only under the lock, which is created in `init` and
  // destroyed in `deinit`, when no other reference exists. The only member of the watch used here
  // is its waker descriptor, which never changes and cannot be closed during the call: the lock is
  // held.

  private var target: SocketWatch?
  private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)

  init(_ watch: SocketWatch) {
    target = watch
    lock.initialize(to: pthread_mutex_t())
    pthread_mutex_init(lock, nil)
  }

  deinit {
    pthread_mutex_destroy(lock)
    lock.deallocate()
  }

  /// Wakes the thread.
  public func wake() {
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    target?.wake()
  }

  func retire() {
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    target = nil
  }
}
