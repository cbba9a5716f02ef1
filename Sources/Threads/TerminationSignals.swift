import Glibc
import Synchronization

/// Turns SIGINT, SIGTERM and SIGHUP into a clean stop: the first two call a closure on a thread of its own.
///
/// The third ends the process at once with the exit code that shells expect (130, 143 or 129), and so does
/// the second if the process has not ended after a while. SIGHUP, the end of a terminal, stays ignored in a
/// process that was started so, as by `nohup`.
///
/// The signals are blocked in every thread and received with `sigwait`, so no code runs in a signal
/// handler. Call `watch` before any other thread is started, since threads inherit the mask; a thread
/// that there is already must have blocked them.
public enum TerminationSignals {
  /// The number of signals that are passed on; the next one ends the process.
  public static let passedOn = 2
  /// How long the process may go on after the last signal that is passed on.
  public static let patience: Duration = .seconds(3)

  /// Blocks these signals in this thread and those that it starts later, or no longer.
  public static func block(_ isBlocked: Bool) {
    var signals = set
    pthread_sigmask(isBlocked ? SIG_BLOCK : SIG_UNBLOCK, &signals, nil)
  }

  private static var set: sigset_t {
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGINT)
    sigaddset(&signals, SIGTERM)
    // Blocked, it would come although it is ignored.
    if !ignoresHangup { sigaddset(&signals, SIGHUP) }
    return signals
  }

  private static let ignoresHangup: Bool = {
    var action = sigaction()
    sigaction(SIGHUP, nil, &action)
    return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
      == unsafeBitCast(SIG_IGN, to: Int.self)
  }()

  /// Lets a file that reaches the limit of `ulimit -f` cause a write error instead of ending the
  /// process.
  public static func ignoreFileLimit() { signal(SIGXFSZ, SIG_IGN) }

  /// Starts to watch for the signals.
  ///
  /// - Parameters:
  ///   - patience: how long the process may go on after the last signal that is passed on.
  ///   - caught: called with each signal and how many there were, including it. It may wait, for
  ///     example to write to a terminal that is stopped; the next signal does not wait for it.
  ///   - ending: called with the last signal before the process ends at once; it must not wait.
  /// - Returns: the watching thread; it runs until the process ends, so it is never joined.
  /// - Throws: `ThreadError` if the system does not allow one.
  public static func watch(
    patience: Duration = patience,
    caught: @escaping @Sendable (_ signal: Int32, _ count: Int) -> Void,
    ending: @escaping @Sendable (_ signal: Int32) -> Void = { _ in }
  ) throws(ThreadError) -> WorkerThread {
    // A reader that closes its pipe must cause a write error, not end the process.
    signal(SIGPIPE, SIG_IGN)
    ignoreFileLimit()
    block(true)
    return try WorkerThread(name: "signals") {
      var watched = set
      var signal: Int32 = 0
      for count in 1...passedOn {
        guard sigwait(&watched, &signal) == 0 else { return }
        let current = signal
        // Without a thread for it, the next signal waits for the answer to this one.
        if (try? WorkerThread(name: "stop") { caught(current, count) }) == nil {
          caught(current, count)
        }
      }
      let last = next(of: watched, until: .now + patience) ?? signal
      ending(last)
      _exit(128 + last)
    }
  }

  /// Waits for one of the signals; returns `nil` if the time has come before.
  private static func next(of signals: sigset_t, until deadline: MonotonicTime) -> Int32? {
    var signals = signals
    while true {
      let left = max(.zero, deadline - .now).components
      var time = timespec(
        tv_sec: Int(left.seconds), tv_nsec: Int(left.attoseconds / 1_000_000_000))
      let signal = sigtimedwait(&signals, nil, &time)
      if signal > 0 { return signal }
      // A debugger may interrupt it.
      guard errno == EINTR else { return nil }
    }
  }
}
