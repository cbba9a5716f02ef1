public import Bytes

/// An image that is part of a document, as a `data:` address.
///
/// It is a class so that links, of which there are many, stay small.
public final class InlineImage: Sendable, Hashable {
  /// The decoded bytes.
  public let content: [UInt8]
  /// Their digest.
  public let digest: SHA256Digest

  /// Makes an image from its bytes.
  public init(_ content: [UInt8]) {
    self.content = content
    digest = SHA256Digest(of: content.span)
  }

  /// Whether two images have the same bytes.
  public static func == (left: InlineImage, right: InlineImage) -> Bool {
    left.digest == right.digest
  }

  /// Feeds the digest into a hasher.
  public func hash(into hasher: inout Hasher) { hasher.combine(digest) }
}
