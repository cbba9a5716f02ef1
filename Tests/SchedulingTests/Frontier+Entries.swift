import CrawlModel
import Scheduling

extension CrawlRecords {
  /// The records of all image addresses as they are at the call.
  func imageEntries() throws -> EntryReader<ManifestEntry> { try records().images }

  /// The records of all other addresses as they are at the call.
  func pageEntries() throws -> EntryReader<PageEntry> { try records().pages }
}
