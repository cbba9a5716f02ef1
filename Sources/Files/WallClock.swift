import Glibc

/// The wall clock, which may jump: for timestamps, never for waiting.
public enum WallClock {
  /// Seconds since 1970-01-01T00:00:00Z, and the nanoseconds of the second.
  public static var now: (seconds: Int64, nanoseconds: Int32) {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return (Int64(time.tv_sec), Int32(time.tv_nsec))
  }
}
