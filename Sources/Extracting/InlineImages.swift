import Bytes
import CrawlModel

/// The decoded `data:` images of one document, if they are wanted.
struct InlineImages {
  /// The maximum length of a `data:` address in bytes.
  static let longestAddress = 8 << 20
  /// The maximum number of bytes, and of images, kept per document.
  static let maximumBytes = 32 << 20
  static let maximumCount = 1_000

  /// Whether they are wanted.
  let isWanted: Bool
  private var images: Set<InlineImage> = []
  private var byteCount = 0

  init(isWanted: Bool) { self.isWanted = isWanted }

  /// Reads a reference; returns `nil` if it is not a `data:` address, is broken, or exceeds the
  /// limits.
  mutating func take(_ reference: String) -> InlineImage? {
    let reference = reference.trimmingHTMLSpace
    guard isWanted, reference.utf8.count <= Self.longestAddress,
      let data = DataAddress(String(reference).utf8.span, limit: Self.longestAddress),
      !data.content.isEmpty
    else { return nil }
    let image = InlineImage(data.content)
    if let known = images.firstIndex(of: image) { return images[known] }
    guard images.count < Self.maximumCount, byteCount + data.content.count <= Self.maximumBytes
    else { return nil }
    images.insert(image)
    byteCount += data.content.count
    return image
  }
}
