public import CrawlModel
import Fetching
import Files
import Scheduling

extension CrawlFolder {
  /// Where a crawl stands.
  public struct Status: Sendable {
    /// The process that crawls into the folder now; `nil` when none does.
    public var process: Int32?
    /// The runs in their order.
    public var runs: [RunRecord]
    /// The counts of the images.
    public var images: Tally
    /// The counts of pages and other documents.
    public var pages: Tally
    /// Bytes of all images stored.
    public var bytes: Int
    /// How many addresses wait to be asked, also those that are asked again.
    public var waiting: Int
    /// The origins, those where most waits first.
    public var hosts: [HostStatus]
    /// When this was so.
    public var moment: Timestamp

    /// How many addresses have been dealt with.
    public var done: Int { images.discovered + pages.discovered - waiting }
  }

  /// Where the crawl stands at this moment.
  ///
  /// - Parameter limit: how many origins are told at most.
  /// - Returns: the counts, the runs and the origins.
  /// - Throws: `CrawlError` when the journal cannot be read.
  public func status(hosts limit: Int = 20) throws(CrawlError) -> Status {
    try attempt {
      let books = try journal.books
      return Status(
        process: try FolderLock.holder("lock", in: state), runs: try journal.runs,
        images: books.images, pages: books.pages, bytes: books.storedBytes,
        waiting: try journal.waiting, hosts: try journal.hosts(atMost: limit), moment: .now)
    }
  }
}
