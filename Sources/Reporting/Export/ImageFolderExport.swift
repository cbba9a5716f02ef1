import Bytes
import CrawlModel
import Files

/// Writes images as a folder for the library `datasets`: `train/` with `metadata.jsonl`.
///
/// The images are in folders of ten thousand, which is what the Hugging Face Hub allows.
struct ImageFolderExport {
  private static let split = "train"
  private static let listName = "metadata.jsonl"
  private static let lineBytes = 1 << 20

  private let train: Folder
  private let list: AppendFile
  private let key = ShardKey(ShardRules())
  private let perFolder = ShardRules().samples
  private var current: Folder?
  private var lines: [UInt8] = []
  /// The number of images so far.
  private(set) var count = 0

  init(in folder: Folder) throws(FileError) {
    train = try folder.folder(Self.split, creating: true)
    list = try AppendFile(Self.listName, in: train)
  }

  /// Adds an image.
  mutating func add(_ entry: ManifestEntry, _ content: inout CheckedContent) throws {
    let (shard, sample) = count.quotientAndRemainder(dividingBy: perFolder)
    let folderName = ShardKey.name(ofShard: shard)
    if sample == 0 { current = nil }
    let folder = try current ?? train.folder(folderName, creating: true)
    current = folder
    let name =
      key.name(ofSample: sample, inShard: shard) + "." + (entry.format?.fileExtension ?? "bin")
    let file = try AppendFile(name, in: folder)
    try content.forEachPiece { try file.append($0) }
    var json = JSONWriter()
    DatasetRecord.writeRow(entry, file: folderName + "/" + name, to: &json)
    json.endLine()
    lines += json.bytes
    if lines.count > Self.lineBytes { try flushLines() }
    count += 1
  }

  /// Ends the list.
  mutating func finish() throws { try flushLines() }

  private mutating func flushLines() throws {
    try list.append(lines.span)
    lines.removeAll(keepingCapacity: true)
  }

  /// Whether such an export makes a file or folder with this path.
  static func makes(_ path: String, _ kind: FileKind) -> Bool {
    let names = path.split(separator: "/", omittingEmptySubsequences: false)
    guard names.first == split[...] else { return false }
    switch (names.count, kind) {
    case (1, .folder): return true
    case (2, .file): return names[1] == listName[...]
    case (2, .folder): return isNumber(names[1])
    case (3, .file):
      let parts = names[2].split(separator: ".", omittingEmptySubsequences: false)
      return parts.count == 2 && isNumber(parts[0]) && parts[0].hasPrefix(names[1])
        && ImageFormat.allCases.contains { $0.fileExtension == parts[1] }
    default: return false
    }
  }

  private static func isNumber(_ name: Substring) -> Bool {
    name.count >= 5 && name.allSatisfy(\.isWholeNumber)
  }
}
