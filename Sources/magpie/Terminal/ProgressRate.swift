import CrawlModel
import Crawling

/// How fast a crawl is at the moment, smoothed over a few seconds.
struct ProgressRate {
  /// What it has done a second.
  struct Speed: Hashable {
    var imagesPerSecond = 0.0
  }

  // A glance at the last few seconds, one sample for each drawing.
  private static let samplesKept = 30
  private var samples: [(seconds: Double, images: Int)] = []

  /// Takes where the crawl stands now; answers its speed since the oldest sample kept.
  mutating func add(_ progress: CrawlProgress) -> Speed {
    let components = progress.elapsed.components
    let seconds = Double(components.seconds) + Double(components.attoseconds) / 1e18
    samples.append((seconds, progress.images.taken + progress.images.duplicate))
    if samples.count > Self.samplesKept { samples.removeFirst() }
    guard let first = samples.first, let last = samples.last, last.seconds > first.seconds else {
      return Speed()
    }
    return Speed(
      imagesPerSecond: Double(last.images - first.images) / (last.seconds - first.seconds))
  }
}
