import Bytes
import Codings
import Files

/// A WARC file that is being written; each record is a gzip member of its own.
///
/// It has the suffix `.open` until it is whole. Exchanges are settled one by one: what was written
/// since the last of them can be taken back.
final class WARCFile {
  /// How the name of an unfinished file ends.
  static let openSuffix = ".open"
  /// The number of bytes that are collected before they are written.
  private static let bufferSize = 256 * 1024
  /// The number of bytes that are compressed at once.
  private static let pieceSize = 128 * 1024

  /// Its name once it is whole.
  let name: String
  private let folder: Folder
  private let file: AppendFile
  private var buffer: [UInt8] = []
  private var written = 0
  private var settled = 0
  private var digest = Digest()
  /// Whether it has anything besides the description of itself.
  private(set) var hasExchanges = false
  /// Whether what was not settled could not be removed, or what was settled is not there any more.
  private var isUnsettled = false

  /// Creates the file.
  ///
  /// - Throws: `.exists` if there is one of this name, or the error that prevents creating it.
  init(_ name: String, in folder: Folder) throws(FileError) {
    guard try folder.kind(of: name) == nil else {
      throw FileError(code: .exists, operation: "create", path: folder.path(of: name))
    }
    file = try AppendFile(name + Self.openSuffix, in: folder, isNew: true)
    self.name = name
    self.folder = folder
  }

  /// The number of bytes.
  var byteCount: Int { written + buffer.count }

  /// Adds a record.
  ///
  /// - Parameters:
  ///   - record: the record.
  ///   - body: the rest of its block.
  ///   - gzip: what compresses it.
  /// - Throws: the error that prevents writing.
  func append(
    _ record: WARCRecord, _ body: Span<UInt8>, with gzip: GzipWriter
  ) throws(FileError) {
    digest.update(record.head.span)
    digest.update(body)
    let header = record.header(
      byteCount: record.head.count + body.count, digest: digest.finish())
    gzip.write(header.span, into: &buffer)
    gzip.write(record.head.span, into: &buffer)
    var start = 0
    while start < body.count {
      let end = min(body.count, start + Self.pieceSize)
      gzip.write(body.extracting(start..<end), into: &buffer)
      start = end
      guard buffer.count >= Self.bufferSize else { continue }
      do throws(FileError) { try flush() } catch {
        gzip.discardMember()
        throw error
      }
    }
    let end = WARCRecord.end
    gzip.write(end.span, into: &buffer)
    gzip.endMember(into: &buffer)
  }

  /// Writes what was added; from here on it is not taken back.
  ///
  /// - Throws: the error that prevents writing; `.changed` if another program has changed the size of
  ///   the file. Then it is continued no more, and the next run ends it.
  func settle(isExchange: Bool) throws(FileError) {
    try flush()
    try check()
    settled = written
    if isExchange { hasExchanges = true }
  }

  /// Takes back what was added since the last call of ``settle(isExchange:)``.
  func takeBack() {
    buffer.removeAll(keepingCapacity: true)
    guard written > settled, !isUnsettled else { return }
    do throws(FileError) {
      try file.cut(to: settled)
      written = settled
    } catch {
      // The next run cuts it.
      isUnsettled = true
    }
  }

  /// Ends the file: gives it its name, or removes it if it has no exchange.
  ///
  /// - Throws: the error that prevents it; the file stays as it is, and the next run ends it.
  func close() throws(FileError) {
    guard !isUnsettled else { return }
    try check()
    guard hasExchanges else { return try folder.remove(name + Self.openSuffix) }
    try file.synchronize()
    try folder.rename(name + Self.openSuffix, to: name)
  }

  /// Throws if the file does not have the bytes that were written.
  private func check() throws(FileError) {
    guard try file.byteCount != written else { return }
    isUnsettled = true
    throw FileError(
      code: .changed, operation: "write", path: folder.path(of: name + Self.openSuffix))
  }

  private func flush() throws(FileError) {
    guard !buffer.isEmpty else { return }
    var bytes: [UInt8] = []
    swap(&bytes, &buffer)
    // Counted before: a part may be written where the rest is not.
    written += bytes.count
    try file.append(bytes.span)
    bytes.removeAll(keepingCapacity: true)
    buffer = bytes
  }
}
