public import Bytes
public import CrawlModel
public import Files

/// A manifest that is being written: a JSON object a line, digested on the way.
///
///     var file = try ManifestFile("images.jsonl", in: output, staging: temporary)
///     try file.append(entry)
///     let digest = try file.place()
///
/// Without ``place()`` the old file stays.
public struct ManifestFile: ~Copyable {
  /// So many bytes are gathered before they are digested and written; as many as a file writes without
  /// gathering them once more.
  static let pieceSize = AtomicFile.bufferSize

  private let name: String
  private var file: AtomicFile
  // With room for the line that makes the piece full, so that it hardly ever has to grow.
  private var lines = JSONWriter(capacity: pieceSize + pieceSize / 8)
  private var digest = Digest()

  /// Starts a manifest.
  ///
  /// - Parameters:
  ///   - name: The name it will get.
  ///   - output: The folder it will be in.
  ///   - temporary: Where it is until then, on the same file system.
  /// - Throws: What keeps a file from being created there.
  public init(
    _ name: String, in output: Folder, staging temporary: Folder
  ) throws(StoreError) {
    self.name = name
    do throws(FileError) { file = try AtomicFile(name, in: output, staging: temporary) } catch {
      throw StoreError(error, storing: name)
    }
  }

  /// Adds the line of an image.
  public mutating func append(_ entry: ManifestEntry) throws(StoreError) {
    entry.write(to: &lines)
    try endLine()
  }

  /// Adds the line of a document.
  public mutating func append(_ entry: PageEntry) throws(StoreError) {
    entry.write(to: &lines)
    try endLine()
  }

  /// Makes it appear under its name; see ``Files/AtomicFile/place()``.
  ///
  /// - Returns: The digest of what was written.
  public consuming func place() throws(StoreError) -> SHA256Digest {
    try flush()
    let sum = digest.finish()
    do throws(FileError) { try file.place() } catch { throw StoreError(error, storing: name) }
    return sum
  }

  private mutating func endLine() throws(StoreError) {
    lines.endLine()
    if lines.bytes.count >= Self.pieceSize { try flush() }
  }

  private mutating func flush() throws(StoreError) {
    let piece = lines.take()
    try put(piece)
    lines.reuse(piece)
  }

  private mutating func put(_ piece: borrowing [UInt8]) throws(StoreError) {
    digest.update(piece.span)
    do throws(FileError) { try file.append(piece.span) } catch {
      throw StoreError(error, storing: name)
    }
  }
}
