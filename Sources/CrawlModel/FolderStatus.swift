/// The state of the folder of a crawl.
public struct FolderStatus: Sendable {
  /// The process that is crawling into the folder; `nil` if there is none, 0 if it is not known.
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

  /// Makes a state from its parts.
  public init(
    process: Int32?, runs: [RunRecord], images: Tally, pages: Tally, bytes: Int, waiting: Int,
    hosts: [HostStatus], moment: Timestamp
  ) {
    self.process = process
    self.runs = runs
    self.images = images
    self.pages = pages
    self.bytes = bytes
    self.waiting = waiting
    self.hosts = hosts
    self.moment = moment
  }

  /// How fast the crawl runs, from its state a moment before; `nil` if no time has passed.
  ///
  /// - Returns: the addresses and the bytes per second.
  public func speed(since earlier: FolderStatus) -> (addresses: Double, bytes: Double)? {
    let passed =
      Double(moment.seconds - earlier.moment.seconds)
      + Double(moment.nanoseconds - earlier.moment.nanoseconds) / 1e9
    guard passed > 0 else { return nil }
    return (
      max(0, Double(done - earlier.done) / passed), max(0, Double(bytes - earlier.bytes) / passed)
    )
  }
}
