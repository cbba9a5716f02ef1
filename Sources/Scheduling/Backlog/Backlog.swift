import Addressing
import CrawlModel

/// What stands behind the window of a frontier: it keeps every job, record and count, and gives back
/// the jobs that wait.
///
/// One thread calls `write`, `read` and `settle`; the rest may be called from any thread.
protocol Backlog: CrawlRecords {
  /// The key of the fingerprints by which addresses are known.
  var fingerprintKey: Fingerprint.Key { get throws(FrontierError) }

  /// Fills an empty order with what earlier runs left.
  func restore(_ order: inout WindowedOrder) throws(FrontierError)

  /// Writes whole calls in their order, and the counts as they are after them: all or nothing.
  func write(_ entries: [JournalEntry], _ counts: CrawlCounts) throws(FrontierError)

  /// The next jobs of a lane.
  func read(_ refill: Refill) throws(FrontierError) -> [Assignment]

  /// Puts everything that was written, and the files it names, onto the device.
  func settle(_ entries: [JournalEntry], _ counts: CrawlCounts) throws(FrontierError)

  /// The counts as they were written last.
  var counts: CrawlCounts { get throws(FrontierError) }

  /// The error for a lane of which the backlog has fewer jobs than were counted.
  var lostJobs: FrontierError { get }
}
