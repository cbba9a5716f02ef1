public import CrawlModel

/// How the seeds of a crawl ended.
public struct SeedSurvey: Sendable, Hashable {
  /// The maximum number of unread seeds that are described.
  public static let unreadListed = 10

  /// The number of seeds that were read, themselves or where their redirects led to.
  public var reached = 0
  /// The number of seeds and listed images, and of redirect targets of seeds, that failed.
  public var failed = 0
  /// The number of seeds that were not read, because they or where they led to failed or were left
  /// out.
  public var unread = 0
  /// The first of those.
  public var unreadSeeds: [SeedFailure] = []

  /// The first of the seeds that redirect to another page, which was read.
  public var redirects: [SeedRedirect] = []

  /// Makes a survey of no seeds.
  public init() {}
}
