internal import CLibcurl
import Glibc

// Sendable by proof: `target` is reached only with the lock held, which is set up in `init` and
// destroyed in `deinit`, when no other reference exists. Of the watch only its bell is used, which
// never changes; the lock is held during the call, so the bell cannot be closed in the middle of it.
/// Wakes the thread that waits on a `MultiHandle`, from any thread and at any time, also when that
/// handle is gone.
public final class MultiWaker: @unchecked Sendable {
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

  /// Rings.
  public func ring() {
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    target?.ring()
  }

  func retire() {
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    target = nil
  }
}
