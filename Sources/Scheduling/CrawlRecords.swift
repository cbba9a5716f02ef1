public import CrawlModel

/// What can be read of a crawl: its records, what failed, and what became of the seeds.
///
/// All calls are safe from any thread; what was done before a call is in what it returns.
public protocol CrawlRecords: Sendable {
  /// All records as they are at the call.
  func records() throws(FrontierError) -> FrontierRecords

  /// The first of what failed, documents before images.
  func failures(atMost limit: Int) throws(FrontierError) -> [CrawlSummary.Failure]

  /// What became of the seeds.
  func seedSurvey() throws(FrontierError) -> SeedSurvey
}

/// Reads one record after the other, then `nil`; only one need be in memory at a time.
public typealias EntryReader<Entry> = () throws(FrontierError) -> Entry?
