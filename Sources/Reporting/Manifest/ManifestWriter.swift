public import Bytes
public import CrawlModel
public import Files

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

  private let output: Folder
  private let temporary: Folder

  /// Makes a writer for an output folder.
  ///
  /// - Parameters:
  ///   - output: The output folder.
  ///   - temporary: A folder for unfinished files, on the same file system.
  public init(output: Folder, temporary: Folder) {
    self.output = output
    self.temporary = temporary
  }

  /// Starts `images.jsonl`, to which the caller adds the entries.
  public func images() throws(ReportError) -> ManifestFile {
    try ManifestFile(Self.imagesName, in: output, staging: temporary)
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
    var file = try ManifestFile(Self.pagesName, in: output, staging: temporary)
    while let entry = try next() { try file.append(entry) }
    return try file.place()
  }

  /// Writes a file with another name, such as `summary.json`.
  ///
  /// - Parameters:
  ///   - bytes: The whole content.
  ///   - name: The name in the output folder.
  /// - Throws: `ReportError` if the file cannot be written.
  public func write(_ bytes: [UInt8], as name: String) throws(ReportError) {
    do throws(FileError) {
      var file = try AtomicFile(name, in: output, staging: temporary)
      try file.append(bytes.span)
      try file.place()
    } catch {
      throw ReportError(error, writing: name)
    }
  }
}
