public import CrawlModel
import Files
import Reporting
import Scheduling
import Storing

extension CrawlFolder {
  /// Exports the records of all images that are not pending.
  ///
  /// - Parameters:
  ///   - format: The form of the output.
  ///   - filter: Which images are exported.
  ///   - write: Receives the bytes piece by piece.
  /// - Returns: How many records were written.
  /// - Throws: `CrawlError` if the records cannot be read or written.
  public func export(
    _ format: ExportFormat, where filter: ImageFilter = ImageFilter(),
    to write: (Span<UInt8>) throws -> Void
  ) throws(CrawlError) -> Int {
    try attempt {
      let entries = try journal.records().images
      func next() throws -> ManifestEntry? {
        while let entry = try entries() { if filter.accepts(entry) { return entry } }
        return nil
      }
      return try ImageExport.write(format, next, to: write)
    }
  }

  /// Exports the records to a file, which appears as a whole or not at all.
  ///
  /// A device, a pipe, or the target of a symbolic link is written in place.
  ///
  /// - Returns: How many records were written.
  /// - Throws: `CrawlError` if the records cannot be read or written.
  public func export(
    _ format: ExportFormat, where filter: ImageFilter = ImageFilter(), to path: String
  ) throws(CrawlError) -> Int {
    if belongsToCrawl(path) {
      throw CrawlError(
        .badSetting, "\(path) belongs to the crawl and is not written over; choose another file.")
    }
    return try attempt {
      var file = try NamedFile(writing: path)
      let count = try export(format, where: filter) { try file.append($0) }
      try file.close()
      return count
    }
  }

  /// Whether a path leads to a file of the crawl: its state, an image, or a record.
  private func belongsToCrawl(_ path: String) -> Bool {
    guard let own = Folder.resolved(self.path), let target = Folder.resolved(path),
      target.hasPrefix(own + "/")
    else { return false }
    let name = target.dropFirst(own.count + 1)
    let records = [
      ManifestWriter.imagesName, ManifestWriter.pagesName, ManifestWriter.summaryName,
      Gallery.fileName(ofPage: 1),
    ]
    return name.hasPrefix(".magpie/") || name.hasPrefix(FileTree.folderName + "/")
      || records.contains(String(name))
  }
}
