import CPlatform
import Glibc

/// An operating system thread that runs one closure and can be joined.
///
/// A crawl's workers block in `epoll_wait(2)` and `pthread_cond_wait`, which must not be done in
/// the cooperative pool of Swift concurrency.
public final class WorkerThread: Sendable {
  /// The size of the stack of each thread, in bytes; memory is used only for what is touched.
  ///
  /// The system's default follows `ulimit -s`, which may be less than a TLS handshake needs.
  public static let stackBytes = 8 << 20

  /// How often it is tried to start a thread, a millisecond apart.
  private static let attempts = 10

  // An unfinished thread that nobody joins is detached at deinit, so nothing leaks.
  private let handle: Monitor<pthread_t?>

  /// Starts a thread.
  ///
  /// - Parameters:
  ///   - name: shown in debuggers and `top -H`; truncated to 15 bytes.
  ///   - body: the closure to run; the thread ends when it returns.
  /// - Throws: `ThreadError` if the system does not allow another thread.
  public init(name: String, _ body: @escaping @Sendable () -> Void) throws(ThreadError) {
    let start = Unmanaged.passRetained(Start(name: name, body: body))
    var thread = pthread_t()
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setstacksize(&attributes, Self.stackBytes)
    var status: Int32 = 0
    // A thread that was joined may count a moment longer.
    for _ in 0..<Self.attempts {
      status = pthread_create(
        &thread, &attributes,
        { argument in
          guard let argument else { return nil }
          let start = Unmanaged<Start>.fromOpaque(argument).takeRetainedValue()
          _ = magpie_set_thread_name(start.name)
          start.body()
          return nil
        }, start.toOpaque())
      guard status == EAGAIN else { break }
      usleep(1_000)
    }
    guard status == 0 else {
      start.release()
      throw ThreadError(errno: status)
    }
    handle = Monitor(thread)
  }

  /// Checks that the system allows one more thread.
  ///
  /// A library that cannot do without a thread of its own may wait for it without end.
  ///
  /// - Throws: `ThreadError` if it does not.
  public static func checkRoom() throws(ThreadError) {
    try WorkerThread(name: "check") {}.join()
  }

  /// Sets the stack of threads that libraries start later, such as those in which libcurl resolves
  /// names, to the same size.
  public static func setStackOfLibraries() { magpie_set_default_stack(stackBytes) }

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
