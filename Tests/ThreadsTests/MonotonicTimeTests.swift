import Testing
import Threads

/// `MonotonicTime` and `Duration`, also at the ends of what 64 bits can hold.
struct MonotonicTimeTests {
  private let last = MonotonicTime(nanoseconds: .max)
  private let first = MonotonicTime.distantPast

  @Test func `the clock never goes back`() {
    var before = MonotonicTime.now
    for _ in 0..<1_000 {
      let now = MonotonicTime.now
      #expect(now >= before)
      before = now
    }
    #expect(before.nanoseconds > 0)
  }

  @Test func `times are ordered by their nanoseconds`() {
    #expect(MonotonicTime(nanoseconds: -1) < MonotonicTime(nanoseconds: 0))
    #expect(first < last)
    #expect(!(last < last))
  }

  @Test func `a pause moves a time both ways`() {
    let time = MonotonicTime(nanoseconds: 1_000)
    #expect(time + .microseconds(2) == MonotonicTime(nanoseconds: 3_000))
    #expect(time + .microseconds(-2) == MonotonicTime(nanoseconds: -1_000))
    #expect(time + .zero == time)
  }

  @Test func `a pause that is too long ends at the last time`() {
    #expect(last + .nanoseconds(1) == last)
    #expect(MonotonicTime(nanoseconds: 1) + .seconds(Int64.max) == last)
  }

  @Test func `a pause back that is too long ends at the first time`() {
    #expect(first + .nanoseconds(-1) == first)
    #expect(MonotonicTime(nanoseconds: -1) + .seconds(Int64.min) == first)
  }

  @Test func `the gap between two times has its sign`() {
    let (early, late) = (MonotonicTime(nanoseconds: -5), MonotonicTime(nanoseconds: 7))
    #expect(late - early == .nanoseconds(12))
    #expect(early - late == .nanoseconds(-12))
    #expect(last - last == .zero)
  }

  @Test func `a gap that is too long is cut off and keeps its sign`() {
    #expect(last - first == .nanoseconds(Int64.max))
    #expect(first - last == .nanoseconds(Int64.min))
    #expect(first - MonotonicTime(nanoseconds: 1) == .nanoseconds(Int64.min))
  }

  @Test(
    arguments: [
      (Duration.zero, 0), (.nanoseconds(1), 1), (.milliseconds(-3), -3_000_000),
      (.seconds(2) + .nanoseconds(7), 2_000_000_007),
      (Duration(secondsComponent: 0, attosecondsComponent: 999_999_999), 0),
      (Duration(secondsComponent: 0, attosecondsComponent: -999_999_999), 0),
      (.nanoseconds(Int64.max), .max), (.nanoseconds(Int64.min), .min),
      (.nanoseconds(Int64.max) + .nanoseconds(1), .max),
      (.nanoseconds(Int64.min) - .nanoseconds(1), .min),
      (.seconds(Int64.max), .max), (.seconds(Int64.min), .min),
    ] as [(Duration, Int64)])
  func `a duration in nanoseconds is cut off at both ends`(duration: Duration, whole: Int64) {
    #expect(duration.wholeNanoseconds == whole)
  }

  @Test func `a duration in seconds is a plain number`() {
    #expect(Duration.milliseconds(2_500).inSeconds == 2.5)
    #expect(Duration.milliseconds(-250).inSeconds == -0.25)
  }
}
