public import CrawlModel
import Fetching
import Files
import Scheduling

extension CrawlFolder {
  /// The state of a crawl.
  public struct Status: Sendable {
    /// The process that is crawling into the folder; `nil` if there is none.
    public var process: Int32?
    /// The runs, oldest first.
    public var runs: [RunRecord]
    /// The counts of the images.
    public var images: Tally
    /// The counts of pages and other documents.
    public var pages: Tally
    /// Bytes of all images stored.
    public var bytes: Int
    /// The number of addresses that wait to be requested, including refreshed ones.
    public var waiting: Int
    /// The origins, those with the most waiting addresses first.
    public var hosts: [HostStatus]
    /// When the state was read.
    public var moment: Timestamp

    /// The number of addresses that are done.
    public var done: Int { images.discovered + pages.discovered - waiting }
  }

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
