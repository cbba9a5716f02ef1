public import Bytes
public import Files

/// The folder that the records of a crawl are written to.
public struct RecordFolder: Sendable {
  /// Is called before a file gets its final name, with that name and the digest of its content.
  ///
  /// It sees to it that the name is free, or belongs to a file that may be replaced.
  public typealias Announcement = @Sendable (String, SHA256Digest) throws(ReportError) -> Void

  let output: Folder
  let temporary: Folder
  let announce: Announcement

  /// Makes a value for an open folder.
  ///
  /// - Parameters:
  ///   - output: the folder of the finished files.
  ///   - temporary: the folder of unfinished files, on the same file system.
  ///   - announce: is called for each file before it gets its name.
  public init(
    output: Folder, temporary: Folder, announce: @escaping Announcement = { _, _ in }
  ) {
    self.output = output
    self.temporary = temporary
    self.announce = announce
  }

  /// Starts a file.
  ///
  /// - Parameter name: its final name.
  /// - Returns: an empty file.
  /// - Throws: `ReportError` if it cannot be created.
  public func file(_ name: String) throws(ReportError) -> RecordFile {
    try RecordFile(name, in: self)
  }

  /// Writes a whole file.
  ///
  /// - Parameters:
  ///   - bytes: its content.
  ///   - name: its name.
  /// - Throws: `ReportError` if it cannot be written.
  public func write(_ bytes: [UInt8], as name: String) throws(ReportError) {
    var file = try file(name)
    try file.append(bytes.span)
    try file.place()
  }
}

/// A record under construction, hashed while it is written; the old file stays until ``place()`` is
/// called.
public struct RecordFile: ~Copyable {
  private let name: String
  private let announce: RecordFolder.Announcement
  private var file: AtomicFile
  private var digest = Digest()

  init(_ name: String, in folder: RecordFolder) throws(ReportError) {
    self.name = name
    announce = folder.announce
    do throws(FileError) {
      file = try AtomicFile(name, in: folder.output, staging: folder.temporary)
    } catch {
      throw ReportError(error, writing: name)
    }
  }

  /// Appends bytes.
  public mutating func append(_ piece: borrowing Span<UInt8>) throws(ReportError) {
    digest.update(piece)
    do throws(FileError) { try file.append(piece) } catch {
      throw ReportError(error, writing: name)
    }
  }

  /// Gives the file its final name; see ``Files/AtomicFile/place()``.
  ///
  /// - Returns: the digest of the content.
  /// - Throws: `ReportError` if it cannot be written, or if the name may not be taken.
  @discardableResult
  public consuming func place() throws(ReportError) -> SHA256Digest {
    let sum = digest.finish()
    try announce(name, sum)
    do throws(FileError) { try file.place() } catch { throw ReportError(error, writing: name) }
    return sum
  }
}
