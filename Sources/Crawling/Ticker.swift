import Threads

/// Calls a closure again and again on a thread of its own, until it is stopped.
public final class Ticker: Sendable {
  private let sign = StopSign()
  private let thread = Monitor<WorkerThread?>(nil)

  /// Makes a ticker that does not run yet.
  public init() {}

  /// Starts to call `body`, at once and then after each pause.
  public func start(every pause: Duration, _ body: @escaping @Sendable () -> Void) {
    let sign = self.sign
    thread.withLock { thread in
      thread = WorkerThread(name: "ticker") {
        repeat { body() } while !sign.wait(until: .now + pause)
      }
    }
  }

  /// Stops, and waits until a call that is under way has returned.
  public func stop() {
    sign.show(until: .now)
    thread.withLock { thread in
      thread?.join()
      thread = nil
    }
  }
}
