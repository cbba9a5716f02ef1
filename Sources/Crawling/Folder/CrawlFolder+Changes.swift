public import CrawlModel
import Scheduling

extension CrawlFolder {
  /// Reads which images are new, changed, gone or moved.
  ///
  /// - Parameters:
  ///   - run: the number of the run to compare with, from 1; 0 for the empty folder, `nil` for the
  ///     last run before the latest crawl, refresh or retry and the runs that resumed it.
  ///   - body: receives each change, in the order of the kinds.
  /// - Throws: `CrawlError` if there is no such run or the journal cannot be read.
  public func changes(
    since run: Int? = nil, _ body: (ImageChange) -> Void
  ) throws(CrawlError) {
    let last = try attempt { try journal.latestRun }
    if let run, !(0...last).contains(run) {
      throw CrawlError(
        .badSetting, "There is no run \(run) in \(path); the latest is run \(last).")
    }
    try attempt { try journal.changes(since: run ?? journal.runBeforePass, body) }
  }

  /// Reads which images changed since a time.
  ///
  /// Compares with the folder as the last run that had ended by then left it, so that the changes of
  /// a run that was going on at that time are all included.
  ///
  /// - Parameters:
  ///   - time: the time; before the first run, everything is new.
  ///   - body: receives each change, in the order of the kinds.
  /// - Throws: `CrawlError` if the journal cannot be read.
  public func changes(
    since time: Timestamp, _ body: (ImageChange) -> Void
  ) throws(CrawlError) {
    try attempt { try journal.changes(since: journal.lastRun(endedAt: time), body) }
  }
}
