/// The properties of an image, read from its bytes.
public struct ImageFacts: Sendable, Hashable {
  /// The format, determined by content only.
  public var format: ImageFormat
  /// Width in pixels as coded, before `orientation` is applied; `nil` if the format does not define
  /// it (an SVG without a size) or the bytes end too early.
  public var width: Int?
  /// Height in pixels as coded, before `orientation` is applied; `nil` as for `width`.
  public var height: Int?
  /// Whether the file is an animation of several frames (GIF, APNG, WebP, AVIF sequence); also
  /// `false` if the available bytes do not say.
  public var isAnimated: Bool
  /// How to rotate and mirror the image for display, 1 to 8 as in EXIF; `nil` if the file does not
  /// say.
  ///
  /// The values 5 to 8 swap width and height. AVIF, HEIC and JPEG XL have the orientation in their
  /// own header (`irot` and `imir`, the image metadata), which has precedence; the other formats
  /// have it in EXIF metadata.
  public var orientation: Int?
  /// Whether the complete file ends before the end that its format marks; `nil` if the format marks
  /// none (SVG, ICO, BMP, TIFF, a bare JPEG XL codestream) or the file is not complete.
  public var isTruncated: Bool?
  /// What the complete file says about the rights in it; `nil` if it was not read.
  public var rights: ImageRights?

  /// Makes facts from their parts.
  public init(
    format: ImageFormat, width: Int? = nil, height: Int? = nil, isAnimated: Bool = false,
    orientation: Int? = nil, isTruncated: Bool? = nil
  ) {
    self.format = format
    self.width = width
    self.height = height
    self.isAnimated = isAnimated
    self.orientation = orientation
    self.isTruncated = isTruncated
  }
}
