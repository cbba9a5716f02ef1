import Addressing
import CrawlModel

/// The storage behind the window of a frontier: stores every job, record and count, and returns the
/// jobs that wait.
///
/// One thread calls `write`, `read` and `settle`; the rest may be called from any thread.
protocol Backlog: CrawlRecords {
  /// The key of the address fingerprints.
  var fingerprintKey: Fingerprint.Key { get throws(FrontierError) }

  /// Restores the state of earlier runs into an empty order.
  func restore(_ order: inout WindowedOrder) throws(FrontierError)

  /// Writes the entries of whole calls in order, and the counts after them: all or nothing.
  func write(_ entries: [BacklogEntry], _ counts: CrawlCounts) throws(FrontierError)

  /// Returns the next jobs of a lane.
  func read(_ refill: Refill) throws(FrontierError) -> [Assignment]

  /// Flushes everything that was written, and the files it names, to the device.
  func settle(_ entries: [BacklogEntry], _ counts: CrawlCounts) throws(FrontierError)

  /// Returns the addresses of documents by their record numbers.
  func addresses(of records: [RecordNumber]) throws(FrontierError) -> [WebAddress]

  /// The counts as last written.
  var counts: CrawlCounts { get throws(FrontierError) }

  /// The error for a lane that has fewer jobs in the backlog than were counted.
  var lostJobs: FrontierError { get }

  /// The part that other machines share; `nil` if the frontier is that of one machine.
  var shared: SharedBacklog? { get }
}

extension Backlog {
  var shared: SharedBacklog? { nil }
}
