import Archiving
public import CrawlModel
import Files
import Reporting
import Scheduling
import Storing

extension CrawlFolder {
  /// Exports images or their records to a stream; pending images are left out.
  ///
  /// - Parameters:
  ///   - format: The form of the output, not a folder.
  ///   - filter: Which images are exported.
  ///   - write: Receives the bytes piece by piece.
  /// - Returns: What was written and left out.
  /// - Throws: `CrawlError` if something cannot be read or written.
  public func export(
    _ format: ExportFormat, where filter: ImageFilter = ImageFilter(),
    to write: (Span<UInt8>) throws -> Void
  ) throws(CrawlError) -> ExportCounts {
    guard !format.isFolder else {
      throw CrawlError(.badSetting, "\(format.rawValue) is a folder; give its path.")
    }
    return try attempt {
      try withoutActuallyEscaping(write) { write in
        if format == .wacz { return try exportArchive(to: write) }
        return try ImageExport.write(format, of: files, entries(for: format, filter), to: write)
      }
    }
  }

  /// Exports images or their records to a file or folder, which appears as a whole or not at all.
  ///
  /// A device, a pipe, or the target of a symbolic link is written in place. A folder is replaced if
  /// it is empty or an earlier export of the same form.
  ///
  /// - Parameters:
  ///   - format: The form of the output.
  ///   - filter: Which images are exported.
  ///   - shards: How the samples of `webdataset` are divided.
  ///   - path: The file or folder.
  /// - Returns: What was written and left out.
  /// - Throws: `CrawlError` if something cannot be read or written.
  public func export(
    _ format: ExportFormat, where filter: ImageFilter = ImageFilter(),
    shards: ShardRules = ShardRules(), to path: String
  ) throws(CrawlError) -> ExportCounts {
    try Self.checkIsFree(path, else: .badSetting)
    if format.isFolder, Self.isCrawl(path) {
      throw CrawlError(.badSetting, "\(path) belongs to a crawl; choose another place.")
    }
    guard shards.samples > 0, shards.bytes > 0, shards.imageField.map(ShardRules.isField) ?? true
    else {
      throw CrawlError(
        .badSetting,
        "A shard needs room, and its image field a name of letters and digits, not json or txt.")
    }
    return try attempt {
      if format.isFolder {
        return try ImageExport.write(
          format, of: files, entries(for: format, filter), shards, to: path)
      }
      var file = try NamedFile(writing: path)
      let counts = try export(format, where: filter) { try file.append($0) }
      try file.close()
      return counts
    }
  }

  private func exportArchive(
    to write: @escaping (Span<UInt8>) throws -> Void
  ) throws -> ExportCounts {
    let seeds = try journal.identity["seed"] ?? ""
    let pages = try journal.records().pages
    return try WACZExport.write(
      of: folder, seed: seeds.split(separator: "\n").first.map(String.init), { try pages() },
      to: write)
  }

  /// The entries that a filter accepts.
  private func entries(
    for format: ExportFormat, _ filter: ImageFilter
  ) throws -> () throws -> ManifestEntry? {
    let entries =
      format == .zip ? try journal.imagesInPageOrder() : try journal.records().images
    return {
      while let entry = try entries() { if filter.accepts(entry) { return entry } }
      return nil
    }
  }
}
