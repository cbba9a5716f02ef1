import Glibc
import Synchronization

/// Turns SIGINT and SIGTERM into a clean stop: the first two call a closure on a separate thread, the
/// third ends the process at once with the exit code that shells expect (130 or 143).
///
/// The signals are blocked in every thread and received with `sigwait`, so no code runs in a signal
/// handler. Call `watch` before any other thread is started: threads inherit the mask.
public enum TerminationSignals {
  /// The number of signals that are passed on; the next one ends the process.
  public static let passedOn = 2

  /// Starts to watch for the signals.
  ///
  /// - Parameter caught: called with each signal and how many there were, including it.
  /// - Returns: the watching thread; it runs until the process ends, so it is never joined.
  /// - Throws: `ThreadError` if the system does not allow one.
  public static func watch(
    caught: @escaping @Sendable (_ signal: Int32, _ count: Int) -> Void
  ) throws(ThreadError) -> WorkerThread {
    // A reader that closes its pipe must cause a write error, not end the process.
    signal(SIGPIPE, SIG_IGN)
    // So must a file that reaches the limit of `ulimit -f`.
    signal(SIGXFSZ, SIG_IGN)
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGINT)
    sigaddset(&signals, SIGTERM)
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    let watched = signals
    return try WorkerThread(name: "signals") {
      var watched = watched
      var signal: Int32 = 0
      for count in 1...passedOn {
        guard sigwait(&watched, &signal) == 0 else { return }
        caught(signal, count)
      }
      guard sigwait(&watched, &signal) == 0 else { return }
      _exit(128 + signal)
    }
  }
}
