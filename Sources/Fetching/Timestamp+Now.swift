public import CrawlModel
import Files

extension Timestamp {
  /// The current time on the civil clock.
  public static var now: Timestamp {
    let (seconds, nanoseconds) = WallClock.now
    return Timestamp(seconds: seconds, nanoseconds: nanoseconds)
  }
}
