public import Addressing

/// Something that happened in a crawl, reported to observers as it happens.
public enum CrawlEvent: Sendable {
  /// A worker starts the transfer of a request.
  case started(Job, Request)
  /// A request failed and will be repeated after the pause.
  case retrying(Job, Request, FailureReason, status: Int?, after: Duration)
  /// A redirect of an image is followed.
  case redirected(Job, Request, to: WebAddress)
  /// The server says that a resource has not changed, but its stored file is missing, so it is fetched
  /// again.
  case refetching(Job, Request)
  /// A job is done; what it found is in the frontier.
  case finished(Job, Request, Findings)
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

/// Receives every event of a crawl, on the worker threads, which wait for it meanwhile: it must be
/// quick and safe to call from several threads at once.
public protocol CrawlObserver: Sendable {
  /// Receives one event.
  func crawl(did event: CrawlEvent)
}
