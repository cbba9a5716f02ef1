import Bytes
import CrawlModel
import Files

/// The bytes of a stored file, which were compared with their digest before they are passed on.
struct CheckedContent: ~Copyable {
  /// A file up to this size is read once and kept in memory; a larger one is read twice.
  static let keptBytes = 4 << 20

  private var buffer: [UInt8] = []
  private var file: ReadableFile?
  /// The number of bytes.
  private(set) var byteCount = 0

  /// Opens the file of an image; returns `false` if it is missing, or is not
  /// what its size and its digest say.
  mutating func open(
    _ path: String, sha256: String?, bytes: Int?, in files: any ImageFiles
  ) throws -> Bool {
    // A file that somebody made very large is not read.
    guard let opened = try files.open(path, bytes: bytes), bytes == nil || opened.byteCount == bytes
    else { return false }
    file = opened
    byteCount = opened.byteCount
    // One byte more shows whether the file has grown.
    let room = min(byteCount, Self.keptBytes) + 1
    if buffer.count < room { buffer = [UInt8](repeating: 0, count: room) }
    var digest = Digest()
    var count = 0
    while true {
      let piece = try opened.read(into: &buffer)
      digest.update(buffer.span.extracting(0..<piece))
      count += piece
      if piece < buffer.count { break }
    }
    return count == byteCount && digest.finish().hex == sha256
  }

  /// Passes the bytes on, piece by piece.
  ///
  /// - Throws: `FileError` if a large file was changed after ``open(_:sha256:bytes:in:)``, or what `write`
  ///   throws.
  mutating func forEachPiece(_ write: (Span<UInt8>) throws -> Void) throws {
    guard byteCount >= buffer.count, let file else {
      return try write(buffer.span.extracting(0..<byteCount))
    }
    try file.rewind()
    var left = byteCount
    while left > 0 {
      let count = min(try file.read(into: &buffer), left)
      guard count > 0 else { throw file.changed }
      try write(buffer.span.extracting(0..<count))
      left -= count
    }
  }
}
