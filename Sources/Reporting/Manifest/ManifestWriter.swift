public import Bytes
public import CrawlModel
import Files

/// Writes the files that describe a crawl; each replaces the previous one as a whole.
///
/// After the last file, call ``Files/Folder/synchronizeNames()`` to flush the names to the device.
///
///     var images = entries.makeIterator()
///     try writer.writeImages { images.next() }
public struct ManifestWriter: Sendable {
  /// The name of the file with a line for each image address.
  public static let imagesName = "images.jsonl"
  /// The name of the file with a line for each document address.
  public static let pagesName = "pages.jsonl"

  /// The name of the file with the counts.
  public static let summaryName = "summary.json"

  /// The folder that the files are written to.
  public let folder: RecordFolder

  /// Makes a writer for a folder.
  public init(_ folder: RecordFolder) { self.folder = folder }

  /// Starts `images.jsonl`, to which the caller adds the entries.
  public func images() throws(ReportError) -> ManifestFile {
    try ManifestFile(Self.imagesName, in: folder)
  }

  /// Writes `images.jsonl`.
  ///
  /// - Parameter next: Returns one entry after the other, then `nil`; only one is in memory at a
  ///   time. If it throws, the old file stays.
  /// - Returns: The digest of the file.
  /// - Throws: `ReportError` if the file cannot be written, or what `next` threw.
  @discardableResult
  public func writeImages(
    _ next: () throws(ReportError) -> ManifestEntry?
  ) throws(ReportError) -> SHA256Digest {
    var file = try images()
    while let entry = try next() { try file.append(entry) }
    return try file.place()
  }

  /// Writes `pages.jsonl`.
  ///
  /// - Parameter next: Returns one entry after the other, then `nil`; only one is in memory at a
  ///   time. If it throws, the old file stays.
  /// - Returns: The digest of the file.
  /// - Throws: `ReportError` if the file cannot be written, or what `next` threw.
  @discardableResult
  public func writePages(
    _ next: () throws(ReportError) -> PageEntry?
  ) throws(ReportError) -> SHA256Digest {
    var file = try ManifestFile(Self.pagesName, in: folder)
    while let entry = try next() { try file.append(entry) }
    return try file.place()
  }
}
