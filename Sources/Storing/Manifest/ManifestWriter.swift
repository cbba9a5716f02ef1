public import Bytes
public import CrawlModel
public import Files

/// Writes the files that describe a crawl; each appears whole or not at all and takes the place of
/// the one before.
///
/// Whoever has written all of them puts their names onto the device, with
/// ``Files/Folder/synchronizeNames()``.
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
  ///   - temporary: A folder on the same file system, for files that are not yet whole.
  public init(output: Folder, temporary: Folder) {
    self.output = output
    self.temporary = temporary
  }

  /// Starts `images.jsonl`, for whoever has the entries one by one.
  public func images() throws(StoreError) -> ManifestFile {
    try ManifestFile(Self.imagesName, in: output, staging: temporary)
  }

  /// Writes `images.jsonl`.
  ///
  /// - Parameter next: Gives one entry after the other, then `nil`; only one is in memory at a
  ///   time. When it throws, the old file stays.
  /// - Returns: The digest of the file.
  /// - Throws: What kept the file from being written, or what `next` threw.
  @discardableResult
  public func writeImages(
    _ next: () throws(StoreError) -> ManifestEntry?
  ) throws(StoreError) -> SHA256Digest {
    var file = try images()
    while let entry = try next() { try file.append(entry) }
    return try file.place()
  }

  /// Writes `pages.jsonl`.
  ///
  /// - Parameter next: Gives one entry after the other, then `nil`; only one is in memory at a
  ///   time. When it throws, the old file stays.
  /// - Returns: The digest of the file.
  /// - Throws: What kept the file from being written, or what `next` threw.
  @discardableResult
  public func writePages(
    _ next: () throws(StoreError) -> PageEntry?
  ) throws(StoreError) -> SHA256Digest {
    var file = try ManifestFile(Self.pagesName, in: output, staging: temporary)
    while let entry = try next() { try file.append(entry) }
    return try file.place()
  }

  /// Writes a text of any other name, such as `summary.json`.
  ///
  /// - Parameters:
  ///   - bytes: The whole content.
  ///   - name: The name in the output folder.
  /// - Throws: What kept the file from being written.
  public func write(_ bytes: [UInt8], as name: String) throws(StoreError) {
    do throws(FileError) {
      var file = try AtomicFile(name, in: output, staging: temporary)
      try file.append(bytes.span)
      try file.place()
    } catch {
      throw StoreError(error, storing: name)
    }
  }
}
