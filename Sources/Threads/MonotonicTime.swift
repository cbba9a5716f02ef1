import Glibc

/// A point in time on the monotonic clock, which changes of the date do not affect.
///
/// It is a value, so that code that depends on time (politeness, back-off) takes it as an argument
/// and can be tested with artificial times.
public struct MonotonicTime: Hashable, Comparable, Sendable {
  /// Nanoseconds since an arbitrary start, the machine's boot on Linux.
  public let nanoseconds: Int64

  /// Makes a point in time from nanoseconds.
  @inlinable public init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

  /// The current time, by `CLOCK_MONOTONIC`.
  public static var now: MonotonicTime {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    // Reaches 292 years from the start of the machine.
    return MonotonicTime(nanoseconds: Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec))
  }

  /// A time before every other time.
  public static let distantPast = MonotonicTime(nanoseconds: .min)

  /// Whether one time is before the other.
  @inlinable public static func < (left: Self, right: Self) -> Bool {
    left.nanoseconds < right.nanoseconds
  }

  /// The time after a pause, or before it when `pause` is negative; clamped to the first or last
  /// time that can be represented.
  public static func + (time: Self, pause: Duration) -> Self {
    let (sum, overflow) = time.nanoseconds.addingReportingOverflow(pause.wholeNanoseconds)
    return MonotonicTime(nanoseconds: overflow ? (pause < .zero ? .min : .max) : sum)
  }

  /// The duration between two times; negative when `right` is later, and clamped to 64 bits of
  /// nanoseconds.
  public static func - (left: Self, right: Self) -> Duration {
    let (gap, overflow) = left.nanoseconds.subtractingReportingOverflow(right.nanoseconds)
    return .nanoseconds(overflow ? (left < right ? .min : .max) : gap)
  }
}

extension Duration {
  /// The duration in nanoseconds, clamped to 64 bits.
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
