import ArgumentParser
import CrawlModel

/// How the samples of a data set are divided into shards.
struct ShardOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Maximum number of samples in a shard. (default: 10000)", valueName: "N"))
  var shardSize: Size?

  @Option(help: ArgumentHelp("Maximum size of a shard. (default: 1G)", valueName: "BYTES"))
  var shardBytes: Size?

  @Option(
    help: ArgumentHelp(
      "Give the image in every sample this name, such as jpg, whatever its format. (default: the extension of the format, with one format in a shard)",
      valueName: "NAME"))
  var imageField: String?

  func validate() throws {
    for (name, size) in [("--shard-size", shardSize), ("--shard-bytes", shardBytes)] {
      if let size, size.number < 1 { throw ValidationError("\(name) must be at least 1.") }
    }
    if let imageField, !ShardRules.isField(imageField) {
      throw ValidationError(
        "--image-field takes up to 16 small letters and digits, such as jpg; not json or txt.")
    }
  }

  /// The rules.
  ///
  /// - Throws: a wrong usage if one was given for another format.
  func rules(for format: ExportFormat) throws -> ShardRules {
    var rules = ShardRules()
    if format != .webdataset, shardSize != nil || shardBytes != nil || imageField != nil {
      throw ValidationError(
        "--shard-size, --shard-bytes and --image-field are for --to webdataset.")
    }
    if let shardSize { rules.samples = shardSize.number }
    if let shardBytes { rules.bytes = shardBytes.number }
    rules.imageField = imageField
    return rules
  }
}
