/// An image format that Magpie recognises by content.
public enum ImageFormat: String, Sendable, CaseIterable, Hashable {
  case jpeg, png, gif, webp, avif, heic, jxl, svg, ico, bmp, tiff

  /// The extension a stored file of this format gets, without the dot.
  public var fileExtension: String {
    switch self {
    case .jpeg: "jpg"
    case .tiff: "tif"
    default: rawValue
    }
  }
}
