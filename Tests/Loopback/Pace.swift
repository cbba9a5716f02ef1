import Glibc

/// The simulated latency and bandwidth of a test site, for benchmarks.
public struct Pace: Sendable {
  /// The delay before each response.
  public var latency: Duration
  /// Bytes per second on each connection; `nil` for no limit.
  public var bandwidth: Int?

  /// Creates a pace; without a limit by default.
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
  /// Returns whole milliseconds, rounded up and limited to what a wait accepts.
  var milliseconds: Int32 {
    let (seconds, attoseconds) = components
    guard seconds < 1_000_000 else { return 1_000_000_000 }
    return Int32(seconds * 1000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
  }
}
