/// What the bytes of an image say about it.
public struct ImageFacts: Sendable, Hashable {
  /// The format, judged by content only.
  public var format: ImageFormat
  /// Width in pixels as coded, before any turn that `orientation` asks for; `nil` where the format
  /// leaves it open (an SVG without a size) or the bytes end before they say it.
  public var width: Int?
  /// Height in pixels as coded, before any turn that `orientation` asks for; `nil` as for `width`.
  public var height: Int?
  /// Whether the file holds more than one frame to be played (GIF, APNG, WebP, AVIF sequence);
  /// `false` also where the bytes at hand do not tell.
  public var isAnimated: Bool
  /// How the picture is to be turned and mirrored before it is shown, 1 to 8 as in EXIF; `nil`
  /// where the file does not say.
  ///
  /// The values 5 to 8 lay it on its side, so that width and height change places. AVIF, HEIC and
  /// JPEG XL say it in their own header (`irot` and `imir`, the image metadata), and that counts;
  /// the other formats in EXIF metadata.
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
