import Glibc

/// A value that one thread at a time may touch.
///
/// Like `Mutex`, but on a lock of pthread, which the Thread Sanitizer understands: it cannot see
/// into the locks of the standard library and would take every use of a site for a race.
final class Locked<Value>: @unchecked Sendable {
  // Safe to share: the value is touched only between locking and unlocking, and the lock has an
  // address of its own for as long as this object lives.
  private var value: Value
  private let lock: UnsafeMutablePointer<pthread_mutex_t>

  init(_ value: sending Value) {
    self.value = value
    lock = .allocate(capacity: 1)
    lock.initialize(to: pthread_mutex_t())
    pthread_mutex_init(lock, nil)
  }

  deinit {
    pthread_mutex_destroy(lock)
    lock.deallocate()
  }

  /// Reads or changes the value, alone with it.
  func withLock<Result>(_ body: (inout Value) throws -> Result) rethrows -> Result {
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    return try body(&value)
  }
}
