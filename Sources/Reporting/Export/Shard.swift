import Archives
import Bytes
import CrawlModel
import Files

/// A tar file of samples, with its list and its statistics beside it.
final class Shard {
  /// The bytes that collect in memory before they are written.
  private static let pieceSize = 1 << 20
  /// The size of a header, and of the unit that each content is filled up to (POSIX `ustar`).
  private static let block = 512

  let number: Int
  private let imageField: String
  private let folder: Folder
  private let writer: ArchiveWriter
  private let tar: AppendFile
  private let list: AppendFile
  private var lines: [UInt8] = []
  private(set) var sampleCount = 0
  /// The size so far, without the end mark.
  private(set) var byteCount = 0
  private var imageBytes = 0

  init(_ number: Int, imageField: String, in folder: Folder) throws {
    self.number = number
    self.imageField = imageField
    self.folder = folder
    let name = ShardKey.name(ofShard: number)
    writer = try ArchiveWriter(.tar)
    tar = try AppendFile(name + ".tar", in: folder)
    list = try AppendFile(name + ".jsonl", in: folder)
  }

  /// The size that a sample with an image of this size has at least.
  static func sampleSize(_ imageBytes: Int) -> Int {
    3 * block + imageBytes + block
  }

  /// Adds a sample: the image, its record and its caption.
  func add(_ entry: ManifestEntry, _ content: inout CheckedContent, key: String) throws {
    try begin(key + "." + imageField, content.byteCount)
    try content.forEachPiece { piece in
      try writer.append(piece)
      try drain(above: Self.pieceSize)
    }
    try writer.end()
    var json = JSONWriter()
    DatasetRecord.writeSample(entry, key: key, to: &json)
    try add(key + ".json", json.bytes.span)
    json.endLine()
    lines += json.bytes
    if lines.count > Self.pieceSize { try flushLines() }
    let caption = BestCaption(entry.found)?.text ?? ""
    try add(key + ".txt", Array(caption.utf8).span)
    sampleCount += 1
    imageBytes += content.byteCount
  }

  /// Ends the tar file and writes the statistics.
  func finish() throws {
    try writer.finish()
    try drain(above: 0)
    try flushLines()
    var json = JSONWriter()
    json.object { record in
      record.member("count", sampleCount)
      record.member("successes", sampleCount)
      record.member("failed_to_download", 0)
      record.member("failed_to_resize", 0)
      record.object("status_dict") { $0.member("success", sampleCount) }
      record.member("bytes", imageBytes)
      record.member("image_field", imageField)
    }
    json.endLine()
    let file = try AppendFile(ShardKey.name(ofShard: number) + "_stats.json", in: folder)
    try file.append(json.bytes.span)
  }

  private func begin(_ name: String, _ count: Int) throws {
    try writer.begin(name, byteCount: count)
    byteCount += Self.block + (count + Self.block - 1) / Self.block * Self.block
  }

  private func add(_ name: String, _ bytes: Span<UInt8>) throws {
    try begin(name, bytes.count)
    try writer.append(bytes)
    try writer.end()
    try drain(above: Self.pieceSize)
  }

  private func flushLines() throws {
    var text: [UInt8] = []
    swap(&text, &lines)
    try list.append(text.span)
  }

  private func drain(above limit: Int) throws {
    if writer.waiting > limit { try writer.drain { try tar.append($0) } }
  }
}
