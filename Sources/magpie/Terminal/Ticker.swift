import Threads

/// Calls a closure repeatedly on a thread of its own until it is stopped.
final class Ticker: Sendable {
  private let sign = StopSign()
  private let thread = Monitor<WorkerThread?>(nil)

  /// Starts to call `body`, immediately and then after each pause.
  func start(every pause: Duration, _ body: @escaping @Sendable () -> Void) {
    let sign = self.sign
    thread.withLock { thread in
      // What is only shown may be missing.
      thread = try? WorkerThread(name: "ticker") {
        repeat { body() } while !sign.wait(until: .now + pause)
      }
    }
  }

  /// Stops, and waits until the current call has returned.
  func stop() {
    sign.show(until: .now)
    thread.withLock { thread in
      thread?.join()
      thread = nil
    }
  }
}
