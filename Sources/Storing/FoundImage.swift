public import Addressing
public import Bytes
public import CrawlModel
public import Files

/// An image that was fetched and passed every rule, on its way into a store.
public struct FoundImage {
  /// The content: in memory, or in a file where it is too long for that.
  public enum Content {
    /// The bytes themselves.
    case bytes([UInt8])
    /// A file on the file system of the output folder.
    case file(TemporaryFile)

    /// How many bytes it has.
    public var byteCount: Int {
      switch self {
      case .bytes(let bytes): bytes.count
      case .file(let file): file.byteCount
      }
    }
  }

  /// The address it was found under, which its name is made from.
  public let address: WebAddress
  /// What its bytes say about it.
  public let facts: ImageFacts
  /// The bytes as they were served.
  public let content: Content
  /// The digest of the bytes.
  public let digest: SHA256Digest

  /// Makes an image from its parts; `digest` must be that of `content`.
  public init(address: WebAddress, facts: ImageFacts, content: Content, digest: SHA256Digest) {
    self.address = address
    self.facts = facts
    self.content = content
    self.digest = digest
  }
}
