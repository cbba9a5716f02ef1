/// Requests that workers stop, and sets the time by which they must have finished.
public final class StopSign: Sendable {
  private let end = Monitor<MonotonicTime?>(nil)

  /// Makes a sign that is not set.
  public init() {}

  /// Sets the sign.
  ///
  /// After several calls, the earliest deadline is in force.
  public func show(until time: MonotonicTime) {
    end.withLock { end in end = min(end ?? time, time) }
    end.broadcast()
  }

  /// When the workers must have stopped; `nil` while they need not stop.
  public var deadline: MonotonicTime? { end.withLock { $0 } }

  /// Whether the deadline has passed.
  public var isOver: Bool { deadline.map { $0 <= .now } ?? false }

  /// Sleeps until the sign is set or the time is reached; returns whether the sign is set.
  public func wait(until time: MonotonicTime) -> Bool {
    end.wait { end in
      if end != nil { return .finish(true) }
      return MonotonicTime.now >= time ? .finish(false) : .sleepUntil(time)
    }
  }
}
