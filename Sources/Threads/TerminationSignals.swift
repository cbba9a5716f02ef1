import Glibc
import Synchronization

/// Turns SIGINT and SIGTERM into a clean stop: the first calls a closure on a separate thread, the
/// second ends the process at once with the exit code that shells expect (130 or 143).
///
/// The signals are blocked in every thread and received with `sigwait`, so no code runs in a signal
/// handler. Call `watch` before any other thread is started: threads inherit the mask.
public enum TerminationSignals {
  /// Starts to watch for the signals.
  ///
  /// - Parameter first: called with the signal's number when the first one arrives.
  /// - Returns: the watching thread; it runs until the process ends, so it is never joined.
  public static func watch(first: @escaping @Sendable (Int32) -> Void) -> WorkerThread {
    // A reader that closes its pipe must cause a write error, not end the process.
    signal(SIGPIPE, SIG_IGN)
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGINT)
    sigaddset(&signals, SIGTERM)
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    let watched = signals
    return WorkerThread(name: "signals") {
      var watched = watched
      var caught: Int32 = 0
      guard sigwait(&watched, &caught) == 0 else { return }
      first(caught)
      guard sigwait(&watched, &caught) == 0 else { return }
      _exit(128 + caught)
    }
  }
}
