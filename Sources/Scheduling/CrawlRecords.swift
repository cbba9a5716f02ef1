public import CrawlModel

/// The readable state of a crawl: its records, its failures, and how the seeds ended.
///
/// All calls are safe from any thread; findings from before a call are included in its result.
public protocol CrawlRecords: Sendable {
  /// Returns all records as they are at the call.
  func records() throws(FrontierError) -> FrontierRecords

  /// Returns the failures by reason, images before documents, the largest group first; of each at
  /// most ``CrawlModel/FailureGroup/listed`` groups.
  func failureGroups() throws(FrontierError) -> [FailureGroup]

  /// Returns how the seeds ended.
  func seedSurvey() throws(FrontierError) -> SeedSurvey

  /// Returns the latest answer to the request for each policy file, in order of the requests.
  func policies() throws(FrontierError) -> PolicyAnswers

  /// Returns for each origin with a page that was read whether its pages name an icon, in order of
  /// discovery.
  func iconSurvey() throws(FrontierError) -> [IconSurvey]
}

/// Returns one record after the other, then `nil`; only one need be in memory at a time.
public typealias EntryReader<Entry> = () throws(FrontierError) -> Entry?

/// All records of a frontier as they are at one moment; each list can be read once.
public struct FrontierRecords {
  /// The records of all page and stylesheet addresses, in the order of discovery.
  public let pages: EntryReader<PageEntry>
  /// The records of all image addresses, in the order of discovery.
  public let images: EntryReader<ManifestEntry>
  /// The outcomes of the images, roughly in the same order; reading them is much faster than
  /// reading records.
  public let outcomes: EntryReader<ImageOutcome>
  /// When the present pass over the addresses began; `nil` in the first one.
  public var passStartedAt: Timestamp?
}
