public import CrawlModel

/// The progress of a crawl.
public struct CrawlProgress: Sendable, Hashable {
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
  /// The time since the crawl was created.
  public var elapsed: Duration

}
