/// An image format that Magpie recognizes by content.
public enum ImageFormat: String, Sendable, CaseIterable, Hashable {
  case jpeg, png, gif, webp, avif, heic, jxl, svg, ico, bmp, tiff

  /// The extension of stored files of this format, without the dot.
  public var fileExtension: String {
    switch self {
    case .jpeg: "jpg"
    case .tiff: "tif"
    default: rawValue
    }
  }
}
