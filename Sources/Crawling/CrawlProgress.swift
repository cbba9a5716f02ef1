public import CrawlModel

/// The progress of a crawl.
public struct CrawlProgress: Sendable, Hashable {
  /// What was there when the run began.
  public var start: RunStart
  /// What the run has done.
  public var run: RunCounts
  /// The counts of the images.
  public var images: Tally
  /// The counts of pages and style sheets.
  public var pages: Tally
  /// Bytes of all images stored.
  public var bytes: Int
  /// The number of jobs waiting to be handed out.
  public var waiting: Int
  /// The number of jobs handed out and not done.
  public var inFlight: Int
  /// The number of documents that are not done; further addresses are only found in documents.
  public var documentsLeft: Int
  /// The time since the crawl was created.
  public var elapsed: Duration
  /// The host that everything waits for; `nil` if something is in flight or may start.
  public var awaited: Awaited?

  /// A host that rests while nothing else is left to do.
  public struct Awaited: Sendable, Hashable {
    /// The origin, as `scheme://host[:port]`.
    public var host: String
    /// The time until its rest ends.
    public var pause: Duration
    /// Whether it rests because it gave no answer; otherwise it is overloaded.
    public var isSilent: Bool
  }
}
