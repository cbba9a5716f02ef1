public import Addressing

/// Something that happened in a crawl, reported to observers as it happens.
public enum CrawlEvent: Sendable {
  /// The run has begun, and what was there before it.
  case began(RunStart)
  /// A worker starts the transfer of a request.
  case started(Job, Request)
  /// A request failed and will be repeated after the pause.
  case retrying(Job, Request, FailureReason, Retry)
  /// A redirect of an image is followed.
  case redirected(Job, Request, to: WebAddress)
  /// An address is requested again at once, without conditions: the server says that the resource
  /// has not changed, but its stored file is missing, or the server refused a condition or range.
  case refetching(Job, Request, Attempt.Cause)
  /// A job is done; its findings are in the frontier.
  case finished(Job, Request, Findings)
  /// A link got its outcome without a request: a rule left it out, or the image is part of the
  /// document. The number is its depth.
  case settled(Link, depth: Int, Outcome)
  /// A document that was done has another outcome now, because its redirect is part of a loop.
  case revised(WebAddress, Outcome)
  /// A dry run met an image that a crawl would store, with its size if that is known.
  case wouldStore(ImageKey, Job, ImageFacts, bytes: Int?)
  /// The live rules were read again; the value is the number of lines in force.
  case rulesRead(Int)
  /// The live rules cannot be used, for these reasons; the previous rules stay in force.
  case rulesRefused([String])
  /// Something that the user should know, and that does not stop the crawl.
  case warning(String)
  /// A limit of the whole crawl was reached.
  case limitReached(CrawlLimit)
  /// The user or the system ends the crawl; this number of transfers may take as long as `grace`.
  case stopping(transfers: Int, grace: Duration)
  /// A problem with the disk or the output folder stops the crawl.
  case broken(String)
}

/// A limit that ends a whole crawl.
public enum CrawlLimit: String, Sendable, Hashable {
  /// The number of pages.
  case pages = "max-pages"
  /// The number of stored images.
  case images = "max-images"
  /// The bytes of all stored images.
  case bytes = "max-total"
  /// The duration of the crawl.
  case time = "max-time"
}

/// Receives every event of a crawl on the worker threads, which wait until it returns: it must be
/// fast and safe to call from several threads at once.
public protocol CrawlObserver: Sendable {
  /// Whether it receives the events of single addresses; `true` unless it says otherwise.
  ///
  /// If no observer does, none of those events is created. Retries before any server has answered
  /// are received by all observers.
  var seesAddresses: Bool { get }

  /// Receives one event.
  func crawl(did event: CrawlEvent)
}

extension CrawlObserver {
  /// By default an observer receives all events.
  public var seesAddresses: Bool { true }
}

extension CrawlEvent {
  /// Whether it is about a single address and not about the whole crawl.
  public var isOfAddress: Bool {
    switch self {
    case .started, .retrying, .redirected, .refetching, .finished, .settled, .revised, .wouldStore:
      true
    case .began, .rulesRead, .rulesRefused, .warning, .limitReached, .stopping, .broken: false
    }
  }
}
