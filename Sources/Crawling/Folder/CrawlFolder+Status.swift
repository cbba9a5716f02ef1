public import CrawlModel
import Fetching
import Files
import Scheduling

extension CrawlFolder {
  /// The state of a crawl.
  public typealias Status = FolderStatus

  /// Reads the current state of the crawl.
  ///
  /// - Parameter limit: the maximum number of origins returned.
  /// - Returns: the counts, the runs and the origins.
  /// - Throws: `CrawlError` if the journal cannot be read.
  public func status(hosts limit: Int = 20) throws(CrawlError) -> Status {
    try attempt {
      let counts = try journal.counts
      return Status(
        process: try FolderLock.holder("lock", in: state), runs: try journal.runs,
        images: counts.images, pages: counts.pages, bytes: counts.storedBytes,
        waiting: try journal.waiting, hosts: try journal.hosts(atMost: limit), moment: .now)
    }
  }
}
