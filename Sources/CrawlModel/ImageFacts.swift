/// What the bytes of an image say about it.
public struct ImageFacts: Sendable, Hashable {
  /// The format, judged by content only.
  public var format: ImageFormat
  /// Width in pixels as displayed; `nil` where the format leaves it open (an SVG without a size)
  /// or the bytes end before they say it.
  public var width: Int?
  /// Height in pixels as displayed.
  public var height: Int?
  /// Whether the file holds more than one frame to be played (GIF, APNG, WebP, AVIF sequence);
  /// `false` also where the bytes at hand do not tell.
  public var isAnimated: Bool
  /// The EXIF orientation, 1 to 8, where there is one.
  public var orientation: Int?

  /// Makes facts from their parts.
  public init(
    format: ImageFormat, width: Int? = nil, height: Int? = nil, isAnimated: Bool = false,
    orientation: Int? = nil
  ) {
    self.format = format
    self.width = width
    self.height = height
    self.isAnimated = isAnimated
    self.orientation = orientation
  }
}
