import Addressing
import Bytes
public import CrawlModel

/// Writes the records of images for other programs.
public enum ImageExport {
  /// Writes one record after the other; pending images are left out.
  ///
  /// - Parameters:
  ///   - format: The form of the output.
  ///   - next: Returns one entry after the other, then `nil`.
  ///   - write: Receives the bytes piece by piece.
  /// - Returns: How many records were written.
  /// - Throws: What `next` or `write` threw.
  public static func write(
    _ format: ExportFormat, _ next: () throws -> ManifestEntry?,
    to write: (Span<UInt8>) throws -> Void
  ) throws -> Int {
    var count = 0
    var text = JSONWriter()
    if format == .csv { try write(Array((ImageTable.header + "\r\n").utf8).span) }
    while let entry = try next() {
      guard entry.status != .pending else { continue }
      switch format {
      case .jsonl:
        ImageTable.write(entry, to: &text)
        text.endLine()
        let line = text.take()
        try write(line.span)
        text.reuse(line)
      case .csv:
        try write(Array((ImageTable.line(entry) + "\r\n").utf8).span)
      case .urls:
        guard entry.file != nil, entry.status != .gone else { continue }
        try write(Array((entry.key.text + "\n").utf8).span)
      }
      count += 1
    }
    return count
  }
}
