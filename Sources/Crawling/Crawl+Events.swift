public import CrawlModel
import Fetching
import Reporting

extension Crawl {
  /// The text of `summary.json`, one JSON object in UTF-8 with a line end.
  public static func json(of summary: CrawlSummary) -> [UInt8] { SummaryJSON.bytes(of: summary) }

  /// Makes an observer that writes each event as a line.
  ///
  /// - Parameters:
  ///   - json: whether lines are JSON objects for programs or words for people.
  ///   - write: receives a whole line with its line end in UTF-8; called from several threads at
  ///     once.
  /// - Returns: an observer for `Crawl`.
  public static func eventLog(
    json: Bool, write: @escaping @Sendable ([UInt8]) -> Void
  ) -> any CrawlObserver {
    EventLog(format: json ? .json : .text, clock: { .now }, write: write)
  }
}
