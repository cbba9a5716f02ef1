public import Bytes
public import CrawlModel
import Files

/// A manifest under construction: one JSON object per line, hashed while it is written.
///
///     var file = try ManifestFile("images.jsonl", in: folder)
///     try file.append(entry)
///     let digest = try file.place()
///
/// The old file stays until ``place()`` is called.
public struct ManifestFile: ~Copyable {
  /// The number of bytes that are collected before they are hashed and written.
  ///
  /// It is the size from which on a file writes its input without copying it into its own buffer.
  static let pieceSize = AtomicFile.bufferSize

  private var file: RecordFile
  // With room for the line that fills the piece, so that it rarely has to grow.
  private var lines = JSONWriter(capacity: pieceSize + pieceSize / 8)

  /// Starts a manifest.
  ///
  /// - Parameters:
  ///   - name: The final name.
  ///   - folder: The folder of the records.
  /// - Throws: `ReportError` if the file cannot be created.
  public init(_ name: String, in folder: RecordFolder) throws(ReportError) {
    file = try folder.file(name)
  }

  /// Adds the line of an image.
  public mutating func append(_ entry: ManifestEntry) throws(ReportError) {
    entry.write(to: &lines)
    try endLine()
  }

  /// Adds the line of a document.
  public mutating func append(_ entry: PageEntry) throws(ReportError) {
    entry.write(to: &lines)
    try endLine()
  }

  /// Gives the file its final name; see ``RecordFile/place()``.
  ///
  /// - Returns: The digest of the content.
  @discardableResult
  public consuming func place() throws(ReportError) -> SHA256Digest {
    try flush()
    return try file.place()
  }

  private mutating func endLine() throws(ReportError) {
    lines.endLine()
    if lines.bytes.count >= Self.pieceSize { try flush() }
  }

  private mutating func flush() throws(ReportError) {
    let piece = lines.take()
    try file.append(piece.span)
    lines.reuse(piece)
  }
}
