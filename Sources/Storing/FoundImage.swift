public import Addressing
public import Bytes
public import CrawlModel
public import Files

/// A fetched image that passed every rule and is to be stored.
public struct FoundImage {
  /// The content: in memory, or in a file if it is large.
  public enum Content {
    /// The bytes themselves.
    case bytes([UInt8])
    /// A file on the file system of the output folder.
    case file(TemporaryFile)

    /// The size in bytes.
    public var byteCount: Int {
      switch self {
      case .bytes(let bytes): bytes.count
      case .file(let file): file.byteCount
      }
    }
  }

  /// The address it was fetched from, from which its name is derived.
  public let address: WebAddress
  /// The facts determined from its bytes.
  public let facts: ImageFacts
  /// The bytes as served.
  public let content: Content
  /// The digest of the bytes.
  public let digest: SHA256Digest

  /// Creates an image from its parts; `digest` must be that of `content`.
  public init(address: WebAddress, facts: ImageFacts, content: Content, digest: SHA256Digest) {
    self.address = address
    self.facts = facts
    self.content = content
    self.digest = digest
  }
}
