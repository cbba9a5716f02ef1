import Addressing
import Bytes
public import CrawlModel
import Files

/// Writes images and their records for other programs.
///
/// Pending images are left out. Of
/// addresses with the same bytes, the first one stands for all.
public enum ImageExport {
  /// Writes an export that is one file.
  ///
  /// - Parameters:
  ///   - format: The form of the output, not a folder.
  ///   - files: The stored images.
  ///   - next: Returns one entry after the other, then `nil`.
  ///   - write: Receives the bytes piece by piece.
  /// - Returns: What was written and left out.
  /// - Throws: What `next` or `write` threw, or why an image could not be read.
  public static func write(
    _ format: ExportFormat, of files: any ImageFiles, _ next: @escaping () throws -> ManifestEntry?,
    to write: @escaping (Span<UInt8>) throws -> Void
  ) throws -> ExportCounts {
    guard format == .zip else { return try writeTable(format, next, to: write) }
    var zip = try ZipExport(to: write)
    var images = StoredImages(in: files, isForLoaders: false, next)
    try images.forEach { try zip.add($0, &$1) }
    try zip.finish()
    return images.counts
  }

  /// Writes an export that is a folder.
  ///
  /// - Parameters:
  ///   - format: The form of the output, a folder.
  ///   - files: The stored images.
  ///   - next: Returns one entry after the other, then `nil`.
  ///   - shards: How samples are divided into shards.
  ///   - path: The folder to write; an earlier export of the same form is replaced.
  /// - Returns: What was written and left out.
  /// - Throws: What `next` threw, or why an image could not be read or written.
  public static func write(
    _ format: ExportFormat, of files: any ImageFiles, _ next: @escaping () throws -> ManifestEntry?,
    _ shards: ShardRules, to path: String
  ) throws -> ExportCounts {
    let isWebDataset = format == .webdataset
    let output = try AtomicFolder(
      path, replacing: isWebDataset ? WebDatasetExport.makes : ImageFolderExport.makes)
    var images = StoredImages(in: files, isForLoaders: true, next)
    var files = 0
    if isWebDataset {
      var export = WebDatasetExport(shards, in: output.folder)
      try images.forEach { try export.add($0, &$1) }
      try export.finish()
      files = export.shardCount
    } else {
      var export = try ImageFolderExport(in: output.folder)
      try images.forEach { try export.add($0, &$1) }
      try export.finish()
      files = export.count
    }
    try output.commit()
    var counts = images.counts
    counts.files = files
    return counts
  }

  private static func writeTable(
    _ format: ExportFormat, _ next: () throws -> ManifestEntry?,
    to write: (Span<UInt8>) throws -> Void
  ) throws -> ExportCounts {
    var counts = ExportCounts()
    var text = JSONWriter()
    if format == .csv { try write(Array((ImageTable.header + "\r\n").utf8).span) }
    while let entry = try next() {
      guard entry.status != .pending else { continue }
      switch format {
      case .csv:
        try write(Array((ImageTable.line(entry) + "\r\n").utf8).span)
      case .urls:
        guard entry.file != nil, entry.status != .gone else { continue }
        try write(Array((entry.key.text + "\n").utf8).span)
      default:
        ImageTable.write(entry, to: &text)
        text.endLine()
        let line = text.take()
        try write(line.span)
        text.reuse(line)
      }
      counts.records += 1
    }
    return counts
  }
}
