/// How the samples of a data set are divided into files.
public struct ShardRules: Sendable, Hashable {
  /// The maximum number of samples in a shard, from 1.
  public var samples = 10_000
  /// The maximum size of a shard in bytes; a larger sample gets a shard of its own.
  public var bytes = 1_000_000_000
  /// The name of the field with the image in every sample, such as `jpg`; `nil` for the extension
  /// of its format, with one format in a shard.
  public var imageField: String?

  /// Makes the default rules.
  public init() {}

  /// Whether a name can be that of the field with the image.
  public static func isField(_ name: String) -> Bool {
    !name.isEmpty && name.utf8.count <= 16 && name != "json" && name != "txt"
      && name.utf8.allSatisfy { UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 || 0x30...0x39 ~= $0 }
  }
}
