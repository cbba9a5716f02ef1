public import CrawlModel
import Files

extension Timestamp {
  /// The present by the civil clock.
  public static var now: Timestamp {
    let (seconds, nanoseconds) = WallClock.now
    return Timestamp(seconds: seconds, nanoseconds: nanoseconds)
  }
}
