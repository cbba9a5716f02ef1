/// An image format that Magpie recognizes by content.
public enum ImageFormat: String, Sendable, CaseIterable, Hashable {
  /// JPEG.
  case jpeg
  /// PNG and APNG.
  case png
  /// GIF.
  case gif
  /// WebP.
  case webp
  /// AVIF, also as a sequence.
  case avif
  /// HEIC and other HEIF files.
  case heic
  /// JPEG XL, in its container or bare.
  case jxl
  /// SVG.
  case svg
  /// Icons and cursors of Windows.
  case ico
  /// Bitmaps of Windows and OS/2.
  case bmp
  /// TIFF and BigTIFF.
  case tiff

  /// The extension of stored files of this format, without the dot.
  public var fileExtension: String {
    switch self {
    case .jpeg: "jpg"
    case .tiff: "tif"
    default: rawValue
    }
  }

  /// The media type of the format (IANA registry), for a browser.
  public var mediaType: String {
    switch self {
    case .svg: "image/svg+xml"
    case .ico: "image/vnd.microsoft.icon"
    case .jpeg, .png, .gif, .webp, .avif, .heic, .jxl, .bmp, .tiff: "image/\(rawValue)"
    }
  }
}
