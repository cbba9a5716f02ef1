public import CrawlModel

/// How the seeds of a crawl ended.
public struct SeedSurvey: Sendable, Hashable {
  /// The maximum number of failures that are described.
  public static let failuresListed = 10

  /// The number of seeds that were read, themselves or where their redirects led to.
  public var reached = 0
  /// The number of seeds of which nothing could be collected.
  public var failed = 0
  /// The first of those.
  public var failures: [SeedFailure] = []

  /// Makes a survey of no seeds.
  public init() {}
}
