public import CrawlModel

/// What the bytes at hand say about whether they are an image.
public enum SniffResult: Sendable, Hashable {
  /// An image and its size.
  ///
  /// The size is final: more bytes of the same file never change it. `isAnimated` may still turn
  /// from `false` to `true`, and `orientation` from `nil` to a number. Only an SVG may leave width
  /// or height open.
  case image(ImageFacts)
  /// More bytes are needed: this may still become an image, or is one whose size comes later.
  case needsMore
  /// The signature of a format is there, but its header is broken or cut off, so no size can be
  /// told and no decoder would show it.
  case damaged(ImageFormat)
  /// Not an image of a format that Magpie knows, whatever follows.
  case notAnImage
}
