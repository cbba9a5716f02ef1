import CrawlModel

/// The names of shards and samples: numbers only, since a dot in a name would begin a field.
///
/// As in img2dataset: five digits for the shard and as many for the sample as a full shard needs.
struct ShardKey {
  private let sampleDigits: Int

  init(_ rules: ShardRules) {
    sampleDigits = rules.samples > 1 ? String(rules.samples - 1).count : 0
  }

  /// The name of a shard.
  static func name(ofShard number: Int) -> String { padded(number, 5) }

  /// The name of a sample in a shard.
  func name(ofSample sample: Int, inShard shard: Int) -> String {
    Self.name(ofShard: shard) + (sampleDigits == 0 ? "" : Self.padded(sample, sampleDigits))
  }

  private static func padded(_ number: Int, _ digits: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }
}
