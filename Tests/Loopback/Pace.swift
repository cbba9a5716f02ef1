import Glibc

/// How far away a test site pretends to be, for benchmarks.
public struct Pace: Sendable {
  /// The time before each answer.
  public var latency: Duration
  /// Bytes a second on each connection; `nil` is as fast as the machine.
  public var bandwidth: Int?

  /// Makes a pace; by default there is none.
  public init(latency: Duration = .zero, bandwidth: Int? = nil) {
    self.latency = latency
    self.bandwidth = bandwidth
  }
}

/// The monotonic clock.
enum MonotonicClock {
  /// Nanoseconds since an arbitrary moment.
  static var now: UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }
}

extension Duration {
  /// Whole milliseconds, rounded up, as far as a wait can be long.
  var milliseconds: Int32 {
    let (seconds, attoseconds) = components
    guard seconds < 1_000_000 else { return 1_000_000_000 }
    return Int32(seconds * 1000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
  }
}
