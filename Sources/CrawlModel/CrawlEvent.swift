public import Addressing

/// Something that happened in a crawl, told to observers as it happens.
public enum CrawlEvent: Sendable {
  /// A worker took a job and starts its transfer.
  case started(Job)
  /// A try failed and will be repeated after the pause.
  case retrying(Job, FailureReason, status: Int?, after: Duration)
  /// A redirect of an image is followed.
  case redirected(Job, to: WebAddress)
  /// A job is done; what it found is in the frontier.
  case finished(Job, Findings)
  /// A dry run met an image that a crawl would store, with its size if that is known.
  case wouldStore(ImageKey, Job, ImageFacts, bytes: Int?)
  /// The rules for what waits were read anew; so many lines hold now.
  case rulesRead(Int)
  /// The rules for what waits cannot be used, each mistake in words; those from before hold.
  case rulesRefused([String])
  /// A limit of the whole crawl was reached.
  case limitReached(CrawlLimit)
  /// The disk or the output folder does not let the crawl go on.
  case broken(String)
}

/// A limit that ends a whole crawl.
public enum CrawlLimit: String, Sendable, Hashable {
  case pages = "max-pages"
  case images = "max-images"
  case bytes = "max-total"
  case time = "max-time"
}

/// Hears of everything that happens in a crawl, from the worker threads and while they wait for
/// it: it must be quick and safe to call from several threads at once.
public protocol CrawlObserver: Sendable {
  /// Hears of one event.
  func crawl(did event: CrawlEvent)
}
