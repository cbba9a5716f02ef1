import Glibc
import Synchronization

/// Turns SIGINT and SIGTERM into a clean stop: the first calls a closure on a thread of its
/// own, the second ends the process at once with the exit code the shell expects (130 or 143).
///
/// The signals are blocked in every thread and taken with `sigwait`, so no code ever runs in a
/// signal handler. Call `watch` before any other thread is started: threads inherit the mask.
public enum TerminationSignals {
  /// Starts to watch.
  ///
  /// - Parameter first: called with the signal's number when the first one comes.
  /// - Returns: the thread that watches; it ends only with the process, so nobody joins it.
  public static func watch(first: @escaping @Sendable (Int32) -> Void) -> WorkerThread {
    // A reader that goes away must end in an error of that write, not of the process.
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
