/// What came of uniting the folders of the nodes of a shared crawl.
public struct FolderMerge: Sendable, Hashable {
  /// The counts of the images in the new folder.
  public var images: Tally
  /// The counts of pages and other documents in the new folder.
  public var pages: Tally
  /// Bytes of all images stored.
  public var bytes: Int
  /// How the crawl ended: `complete` only if nothing waits.
  public var ending: CrawlSummary.Ending
  /// The number of addresses that no node has done.
  public var waiting = 0
  /// The nodes of the crawl whose folders are not among those that were united.
  public var missingNodes: [String] = []
  /// The number of addresses of the crawl that none of the folders knows.
  public var unknownAddresses = 0
  /// The number of files that were missing or damaged, whose addresses wait now.
  public var lostFiles = 0
  /// What else the user should know, one sentence each.
  public var notes: [String] = []

  /// Makes a result with the counts of a folder.
  public init(
    images: Tally, pages: Tally, bytes: Int, ending: CrawlSummary.Ending
  ) {
    self.images = images
    self.pages = pages
    self.bytes = bytes
    self.ending = ending
  }

  /// Whether something of the crawl is not there.
  public var isLacking: Bool {
    !missingNodes.isEmpty || unknownAddresses > 0 || lostFiles > 0
  }
}
