public import CrawlModel

/// The result of examining the available bytes of a file.
public enum SniffResult: Sendable, Hashable {
  /// An image and its size.
  ///
  /// The size is final: more bytes of the same file do not change it. `isAnimated` may still change
  /// from `false` to `true`, and `orientation` from `nil` to a number. Only an SVG may have no
  /// width or height.
  case image(ImageFacts)
  /// More bytes are needed: it may still become an image, or its size comes later.
  case needsMore
  /// The signature of a format is present, but the header is damaged or truncated, so the size is
  /// unknown and no decoder would show it.
  case damaged(ImageFormat)
  /// Not an image of a known format, whatever follows.
  case notAnImage
}
