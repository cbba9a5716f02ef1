import CrawlModel
import Crawling
import Threads

/// The current speed of a crawl, averaged over a few seconds.
struct ProgressRate {
  /// Units per second.
  struct Speed: Hashable {
    var imagesPerSecond = 0.0
  }

  // The samples of the last few seconds, one for each drawing.
  private static let samplesKept = 30
  private var samples: [(seconds: Double, images: Int)] = []

  /// Adds a sample; returns the speed since the oldest sample kept.
  mutating func add(_ progress: CrawlProgress) -> Speed {
    samples.append((progress.elapsed.inSeconds, progress.images.taken + progress.images.duplicate))
    if samples.count > Self.samplesKept { samples.removeFirst() }
    guard let first = samples.first, let last = samples.last, last.seconds > first.seconds else {
      return Speed()
    }
    return Speed(
      imagesPerSecond: Double(last.images - first.images) / (last.seconds - first.seconds))
  }
}
