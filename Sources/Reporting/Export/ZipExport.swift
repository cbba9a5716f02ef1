import Archives
import CrawlModel

/// Writes images as a ZIP archive, uncompressed and numbered in their order, which programs that show
/// comic books go by.
struct ZipExport: ~Copyable {
  private static let pieceSize = 1 << 20
  /// The digits of a number, so that sorted names keep the order.
  private static let digits = 6

  private let writer: ArchiveWriter
  private let write: (Span<UInt8>) throws -> Void
  private var count = 0

  init(to write: @escaping (Span<UInt8>) throws -> Void) throws(ArchiveError) {
    writer = try ArchiveWriter(.zip)
    self.write = write
  }

  /// Adds an image.
  mutating func add(_ entry: ManifestEntry, _ content: inout CheckedContent) throws {
    count += 1
    let number = String(count)
    let name = String(repeating: "0", count: max(0, Self.digits - number.count)) + number
    try writer.begin(
      name + "." + (entry.format?.fileExtension ?? "bin"), byteCount: content.byteCount)
    try content.forEachPiece { piece in
      try writer.append(piece)
      try drain(above: Self.pieceSize)
    }
    try writer.end()
    try drain(above: Self.pieceSize)
  }

  /// Writes the list of entries.
  mutating func finish() throws {
    try writer.finish()
    try drain(above: 0)
  }

  private func drain(above limit: Int) throws {
    if writer.waiting > limit { try writer.drain(write) }
  }
}
