/// Tells workers that they must come to an end, and until when they may finish what is under way.
public final class StopSign: Sendable {
  private let end = Monitor<MonotonicTime?>(nil)

  /// A sign that does not show yet.
  public init() {}

  /// Shows the sign.
  ///
  /// The earliest end of several calls holds.
  public func show(until time: MonotonicTime) {
    end.withLock { end in end = min(end ?? time, time) }
    end.broadcast()
  }

  /// When the workers must have ended; `nil` as long as they need not stop.
  public var deadline: MonotonicTime? { end.withLock { $0 } }

  /// Whether the time to finish is over.
  public var isOver: Bool { deadline.map { $0 <= .now } ?? false }

  /// Sleeps until the sign shows or the time has come; answers whether it shows.
  public func wait(until time: MonotonicTime) -> Bool {
    end.wait { end in
      if end != nil { return .finish(true) }
      return MonotonicTime.now >= time ? .finish(false) : .sleepUntil(time)
    }
  }
}
