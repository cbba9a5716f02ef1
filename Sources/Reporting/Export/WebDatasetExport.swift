import CrawlModel
import Files

/// Writes images as shards for the library `webdataset`: tar files in which an image, its record and
/// its caption follow each other.
struct WebDatasetExport {
  private let rules: ShardRules
  private let key: ShardKey
  private let folder: Folder
  /// The shards that are being filled, by the field of their images.
  private var open: [String: Shard] = [:]
  /// The number of shards so far.
  private(set) var shardCount = 0

  init(_ rules: ShardRules, in folder: Folder) {
    self.rules = rules
    self.folder = folder
    key = ShardKey(rules)
  }

  /// Adds an image.
  mutating func add(_ entry: ManifestEntry, _ content: inout CheckedContent) throws {
    // A format is there, or the image would have been left out.
    let field = rules.imageField ?? entry.format?.fileExtension ?? "bin"
    let shard = try shard(for: field, content.byteCount)
    let name = key.name(ofSample: shard.sampleCount, inShard: shard.number)
    try shard.add(entry, &content, key: name)
  }

  /// Ends all shards.
  mutating func finish() throws {
    for shard in open.values { try shard.finish() }
    open = [:]
  }

  private mutating func shard(for field: String, _ byteCount: Int) throws -> Shard {
    if let shard = open[field] {
      if shard.sampleCount < rules.samples,
        shard.byteCount + Shard.sampleSize(byteCount) <= rules.bytes
      {
        return shard
      }
      try shard.finish()
    }
    let shard = try Shard(shardCount, imageField: field, in: folder)
    shardCount += 1
    open[field] = shard
    return shard
  }

  /// Whether such an export makes a file with this name.
  static func makes(_ path: String, _ kind: FileKind) -> Bool {
    guard kind == .file else { return false }
    return [".tar", ".jsonl", "_stats.json"].contains { ending in
      path.hasSuffix(ending) && path.utf8.count >= 5 + ending.utf8.count
        && path.dropLast(ending.count).allSatisfy(\.isWholeNumber)
    }
  }
}
