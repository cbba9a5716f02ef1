import Glibc

/// A point on the machine's steady clock, which no change of the date ever moves.
///
/// It is a value, so that everything that depends on time (politeness, back-off) takes it as an
/// argument and is tested with made-up clocks.
public struct MonotonicTime: Hashable, Comparable, Sendable {
  /// Nanoseconds since an arbitrary start, the machine's boot on Linux.
  public let nanoseconds: Int64

  /// Makes a point of time by hand.
  @inlinable public init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

  /// The present, by `CLOCK_MONOTONIC`.
  public static var now: MonotonicTime {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return MonotonicTime(nanoseconds: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
  }

  /// Before every other time.
  public static let distantPast = MonotonicTime(nanoseconds: .min)

  /// Whether one time comes before the other.
  @inlinable public static func < (left: Self, right: Self) -> Bool {
    left.nanoseconds < right.nanoseconds
  }

  /// The time a while later, or earlier when `pause` is negative; a while too long to be represented
  /// ends at the last or first time there is.
  public static func + (time: Self, pause: Duration) -> Self {
    let (sum, overflow) = time.nanoseconds.addingReportingOverflow(pause.wholeNanoseconds)
    return MonotonicTime(nanoseconds: overflow ? (pause < .zero ? .min : .max) : sum)
  }

  /// The while between two times; negative when `right` is later, and cut off where 64 bits of
  /// nanoseconds cannot hold it.
  public static func - (left: Self, right: Self) -> Duration {
    let (gap, overflow) = left.nanoseconds.subtractingReportingOverflow(right.nanoseconds)
    return .nanoseconds(overflow ? (left < right ? .min : .max) : gap)
  }
}

extension Duration {
  /// The duration in nanoseconds, cut off at the ends of what 64 bits can hold.
  public var wholeNanoseconds: Int64 {
    let (seconds, attoseconds) = components
    let (product, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    guard !overflow else { return seconds < 0 ? .min : .max }
    let (sum, tooFar) = product.addingReportingOverflow(attoseconds / 1_000_000_000)
    return tooFar ? (seconds < 0 ? .min : .max) : sum
  }

  /// The duration in seconds.
  public var inSeconds: Double { Double(wholeNanoseconds) / 1e9 }
}
