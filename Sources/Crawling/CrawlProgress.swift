public import CrawlModel

/// Where a crawl stands.
public struct CrawlProgress: Sendable, Hashable {
  /// The books of the images.
  public var images: Tally
  /// The books of pages and stylesheets.
  public var pages: Tally
  /// Bytes of all images stored.
  public var bytes: Int
  /// Jobs that are handed out and not done.
  public var inFlight: Int
  /// The time since the crawl was made.
  public var elapsed: Duration

  /// Jobs that wait to be handed out.
  public var waiting: Int { max(0, images.pending + pages.pending - inFlight) }
}
