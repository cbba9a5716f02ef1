import CrawlModel
import Crawling
import Threads

/// The current speed of a crawl, averaged over the last half minute.
struct ProgressRate {
  /// Units per second.
  struct Speed: Hashable {
    var imagesPerSecond = 0.0
    /// Addresses that are done, whatever became of them.
    var donePerSecond = 0.0
    /// Whether it was measured long enough to tell the time left from it.
    var isSteady = false
  }

  /// How long a sample counts.
  static let span = 30.0
  /// The minimum time between two samples that are kept.
  static let pause = 0.5
  /// The time after which the speed is steady.
  static let steady = 3.0

  private struct Sample {
    var seconds: Double
    var images: Int
    var done: Int
  }

  private var samples: [Sample] = []

  /// Adds a sample; returns the speed since the oldest sample kept.
  mutating func add(_ progress: CrawlProgress) -> Speed {
    let run = progress.run
    let now = Sample(
      seconds: progress.elapsed.inSeconds, images: run.stored + run.duplicate, done: run.done)
    samples.removeAll { now.seconds - $0.seconds > Self.span }
    guard let first = samples.first, let last = samples.last else {
      samples = [now]
      return Speed()
    }
    if now.seconds - last.seconds >= Self.pause { samples.append(now) }
    let passed = now.seconds - first.seconds
    guard passed > 0 else { return Speed() }
    return Speed(
      imagesPerSecond: Double(now.images - first.images) / passed,
      donePerSecond: Double(now.done - first.done) / passed, isSteady: passed >= Self.steady)
  }
}
