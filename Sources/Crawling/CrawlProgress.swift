public import CrawlModel

/// Where a crawl stands.
public struct CrawlProgress: Sendable, Hashable {
  /// The counts of the images.
  public var images: Tally
  /// The counts of pages and style sheets.
  public var pages: Tally
  /// Bytes of all images stored.
  public var bytes: Int
  /// Jobs that wait to be handed out.
  public var waiting: Int
  /// Jobs that are handed out and not done.
  public var inFlight: Int
  /// The time since the crawl was made.
  public var elapsed: Duration

}
