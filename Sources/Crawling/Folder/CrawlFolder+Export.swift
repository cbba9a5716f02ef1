public import CrawlModel
import Files
import Reporting
import Scheduling

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
    try attempt {
      var file = try NamedFile(writing: path)
      let count = try export(format, where: filter) { try file.append($0) }
      try file.close()
      return count
    }
  }
}
