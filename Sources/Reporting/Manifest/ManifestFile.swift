public import Bytes
public import CrawlModel
public import Files

/// A manifest under construction: one JSON object per line, hashed while it is written.
///
///     var file = try ManifestFile("images.jsonl", in: output, staging: temporary)
///     try file.append(entry)
///     let digest = try file.place()
///
/// The old file stays until ``place()`` is called.
public struct ManifestFile: ~Copyable {
  /// The number of bytes that are collected before they are hashed and written.
  ///
  /// It is the size from which on a file writes its input without copying it into its own buffer.
  static let pieceSize = AtomicFile.bufferSize

  private let name: String
  private var file: AtomicFile
  // With room for the line that fills the piece, so that it rarely has to grow.
  private var lines = JSONWriter(capacity: pieceSize + pieceSize / 8)
  private var digest = Digest()

  /// Starts a manifest.
  ///
  /// - Parameters:
  ///   - name: The final name.
  ///   - output: The folder of the finished file.
  ///   - temporary: The folder of the unfinished file, on the same file system.
  /// - Throws: `ReportError` if the file cannot be created.
  public init(
    _ name: String, in output: Folder, staging temporary: Folder
  ) throws(ReportError) {
    self.name = name
    do throws(FileError) { file = try AtomicFile(name, in: output, staging: temporary) } catch {
      throw ReportError(error, writing: name)
    }
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

  /// Gives the file its final name; see ``Files/AtomicFile/place()``.
  ///
  /// - Returns: The digest of the content.
  public consuming func place() throws(ReportError) -> SHA256Digest {
    try flush()
    let sum = digest.finish()
    do throws(FileError) { try file.place() } catch { throw ReportError(error, writing: name) }
    return sum
  }

  private mutating func endLine() throws(ReportError) {
    lines.endLine()
    if lines.bytes.count >= Self.pieceSize { try flush() }
  }

  private mutating func flush() throws(ReportError) {
    let piece = lines.take()
    try put(piece)
    lines.reuse(piece)
  }

  private mutating func put(_ piece: borrowing [UInt8]) throws(ReportError) {
    digest.update(piece.span)
    do throws(FileError) { try file.append(piece.span) } catch {
      throw ReportError(error, writing: name)
    }
  }
}
