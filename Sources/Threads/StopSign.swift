import Synchronization

/// Tells workers that they must come to an end, and until when they may finish what is under way.
public final class StopSign: Sendable {
  // The end in nanoseconds of the steady clock; `.max` as long as nobody has to stop.
  private let end = Atomic<Int64>(.max)

  /// A sign that does not show yet.
  public init() {}

  /// Shows the sign. The earliest end of several calls holds.
  public func show(until time: MonotonicTime) {
    end.min(time.nanoseconds, ordering: .sequentiallyConsistent)
  }

  /// When the workers must have ended; `nil` as long as they need not stop.
  public var deadline: MonotonicTime? {
    let nanoseconds = end.load(ordering: .sequentiallyConsistent)
    return nanoseconds == .max ? nil : MonotonicTime(nanoseconds: nanoseconds)
  }

  /// Whether the time to finish is over.
  public var isOver: Bool { deadline.map { $0 <= .now } ?? false }
}
