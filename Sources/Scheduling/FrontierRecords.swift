public import CrawlModel

/// All records of a frontier as they are at one moment, each list to be read once.
public struct FrontierRecords {
  /// The records of all page and stylesheet addresses, in the order of discovery.
  public let pages: EntryReader<PageEntry>
  /// The records of all image addresses, in the order of discovery.
  public let images: EntryReader<ManifestEntry>
  /// What became of the images, in about the same order and many times faster than their records.
  public let outcomes: EntryReader<ImageOutcome>
}
