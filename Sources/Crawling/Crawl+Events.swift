public import CrawlModel
import Watching

extension Crawl {
  /// An observer that writes each event as a line.
  ///
  /// - Parameters:
  ///   - json: whether lines are JSON objects for programs or words for people.
  ///   - write: takes a whole line with its end in UTF-8; called from several threads at once.
  /// - Returns: an observer to be given to `Crawl`.
  public static func eventLog(
    json: Bool, write: @escaping @Sendable ([UInt8]) -> Void
  ) -> any CrawlObserver {
    EventLog(format: json ? .json : .text, write: write)
  }
}
