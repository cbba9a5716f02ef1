import Addressing
import Bytes
import CrawlModel
import Files
import Scheduling
import Storing

extension CrawlFolder {
  /// What the records of images can be written as.
  public enum ExportFormat: String, Sendable, CaseIterable {
    /// A JSON object a line, as in `images.jsonl`.
    case jsonl
    /// A table by RFC 4180 with a line of names.
    case csv
    /// The addresses of the images that are there, one a line.
    case urls
  }

  /// Writes the records of all images whose fate is known.
  ///
  /// - Parameters:
  ///   - format: how.
  ///   - write: takes the bytes piece by piece.
  /// - Returns: how many records were written.
  /// - Throws: `CrawlError` when they cannot be read or written.
  public func export(
    _ format: ExportFormat, to write: (Span<UInt8>) throws -> Void
  ) throws(CrawlError) -> Int {
    try attempt {
      let entries = try journal.records().images
      var count = 0
      var text = JSONWriter()
      if format == .csv { try write(Array((ImageTable.header + "\r\n").utf8).span) }
      while let entry = try entries() {
        guard entry.status != .pending else { continue }
        switch format {
        case .jsonl:
          entry.write(to: &text)
          text.endLine()
          let line = text.take()
          try write(line.span)
          text.reuse(line)
        case .csv:
          try write(Array((ImageTable.line(entry) + "\r\n").utf8).span)
        case .urls:
          guard entry.file != nil, entry.status != .gone else { continue }
          try write(Array((entry.address.text + "\n").utf8).span)
        }
        count += 1
      }
      return count
    }
  }

  /// Writes the records to a file, which appears whole or not at all; a dash means standard output.
  ///
  /// - Returns: how many records were written.
  public func export(_ format: ExportFormat, to path: String) throws(CrawlError) -> Int {
    if path == "-" { return try export(format) { StandardStream.output.write($0) } }
    return try attempt {
      let slash = path.lastIndex(of: "/")
      let parent = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
      let name = slash.map { String(path[path.index(after: $0)...]) } ?? path
      var file = try AtomicFile(name, in: Folder.open(parent))
      let count = try export(format) { try file.append($0) }
      try file.commit()
      return count
    }
  }
}
