import CPlatform
import Glibc

/// An operating system thread that runs one closure and can be joined.
///
/// A crawl's workers block in `epoll_wait(2)` and `pthread_cond_wait`, which must not be done in
/// the cooperative pool of Swift concurrency.
public final class WorkerThread: Sendable {
  // An unfinished thread that nobody joins is detached at deinit, so nothing leaks.
  private let handle: Monitor<pthread_t?>

  /// Starts a thread.
  ///
  /// - Parameters:
  ///   - name: shown in debuggers and `top -H`; truncated to 15 bytes.
  ///   - body: the closure to run; the thread ends when it returns.
  public init(name: String, _ body: @escaping @Sendable () -> Void) {
    let start = Unmanaged.passRetained(Start(name: name, body: body))
    var thread = pthread_t()
    let status = pthread_create(
      &thread, nil,
      { argument in
        guard let argument else { return nil }
        let start = Unmanaged<Start>.fromOpaque(argument).takeRetainedValue()
        _ = magpie_set_thread_name(start.name)
        start.body()
        return nil
      }, start.toOpaque())
    precondition(status == 0, "no thread could be started: errno \(status)")
    handle = Monitor(thread)
  }

  /// Waits until the thread has ended.
  ///
  /// Only the first call waits.
  public func join() {
    let thread = handle.withLock { handle in
      defer { handle = nil }
      return handle
    }
    if let thread { pthread_join(thread, nil) }
  }

  deinit {
    if let thread = handle.withLock({ $0 }) { pthread_detach(thread) }
  }

  private final class Start: Sendable {
    let name: String
    let body: @Sendable () -> Void

    init(name: String, body: @escaping @Sendable () -> Void) {
      self.name = name
      self.body = body
    }
  }
}
