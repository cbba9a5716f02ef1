public import CrawlModel

/// All records of a frontier as they are at one moment; each list can be read once.
public struct FrontierRecords {
  /// The records of all page and stylesheet addresses, in the order of discovery.
  public let pages: EntryReader<PageEntry>
  /// The records of all image addresses, in the order of discovery.
  public let images: EntryReader<ManifestEntry>
  /// The outcomes of the images, roughly in the same order; reading them is much faster than
  /// reading records.
  public let outcomes: EntryReader<ImageOutcome>
}
