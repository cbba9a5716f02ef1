import Glibc

/// A value that threads share, with the lock that guards it and the condition to wait on.
///
/// All synchronization between threads uses it. `Synchronization.Mutex` cannot be waited on, hence
/// pthread. The condition uses the monotonic clock.
///
/// ```swift
/// let stock = Monitor([Int]())
/// stock.withLock { $0.append(1) }
/// stock.broadcast()
/// let taken = stock.wait { $0.isEmpty ? .sleep : .finish($0.removeLast()) }
/// ```
public final class Monitor<State: ~Copyable>: @unchecked Sendable {
  // Sendable by proof: `state` is reached only between lock and unlock of the one mutex; the three
  // pointers are set once in `init` and freed in `deinit`, when no other reference exists.

  private let state: UnsafeMutablePointer<State>
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  /// Guards `value`.
  public init(_ value: consuming State) {
    state = .allocate(capacity: 1)
    state.initialize(to: value)
    mutex.initialize(to: pthread_mutex_t())
    pthread_mutex_init(mutex, nil)
    var attributes = pthread_condattr_t()
    pthread_condattr_init(&attributes)
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
    condition.initialize(to: pthread_cond_t())
    pthread_cond_init(condition, &attributes)
    pthread_condattr_destroy(&attributes)
  }

  deinit {
    pthread_cond_destroy(condition)
    pthread_mutex_destroy(mutex)
    state.deinitialize(count: 1)
    state.deallocate()
    condition.deallocate()
    mutex.deallocate()
  }

  /// Runs `body` with exclusive access to the value.
  ///
  /// It must not call the same monitor again.
  @discardableResult
  public func withLock<Result: ~Copyable, Failure: Error>(
    _ body: (inout State) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return try body(&state.pointee)
  }

  /// Wakes every thread that sleeps in `wait`, so that each checks again.
  public func broadcast() {
    pthread_cond_broadcast(condition)
  }

  /// Calls `decide` repeatedly, sleeping between calls as it requests, until it finishes.
  ///
  /// The access to the value ends before the thread sleeps: a loop inside one `inout` access would
  /// be compiled to a single load and never see what another thread wrote.
  ///
  /// - Parameters:
  ///   - note: called with 1 before each sleep and -1 after it, so that the value knows how many
  ///     threads sleep and none is woken needlessly.
  ///   - decide: examines the value.
  /// - Returns: the result that `decide` finished with.
  public func wait<Result>(
    noting note: (inout State, Int) -> Void = { _, _ in },
    _ decide: (inout State) -> Decision<Result>
  ) -> Result {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    while true {
      switch decide(&state.pointee) {
      case .finish(let result):
        return result
      case .sleep:
        note(&state.pointee, 1)
        pthread_cond_wait(condition, mutex)
        note(&state.pointee, -1)
      case .sleepUntil(let time):
        var deadline = timespec(
          tv_sec: Int(time.nanoseconds / 1_000_000_000),
          tv_nsec: Int(time.nanoseconds % 1_000_000_000))
        note(&state.pointee, 1)
        pthread_cond_timedwait(condition, mutex, &deadline)
        note(&state.pointee, -1)
      }
    }
  }
}

/// What a thread that waits on a monitor does next.
public enum Decision<Result> {
  /// Stop waiting, with this result.
  case finish(Result)
  /// Sleep until the next broadcast.
  case sleep
  /// Sleep until the next broadcast, but no longer than until this time.
  case sleepUntil(MonotonicTime)
}
