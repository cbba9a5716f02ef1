internal import CrawlModel

/// A kind of image file, one for each reader.
enum Container {
  case jpeg, png, gif, webp, isoMedia, jxlContainer, jxlCodestream, ico, tiff, bmp, markup

  /// Reads the facts with the container's reader.
  func facts(of bytes: Span<UInt8>, isComplete: Bool) throws(Stop) -> ImageFacts {
    switch self {
    case .jpeg: try JPEG.facts(of: bytes)
    case .png: try PNG.facts(of: bytes)
    case .gif: try GIF.facts(of: bytes)
    case .webp: try WebP.facts(of: bytes)
    case .isoMedia: try ISOMedia.facts(of: bytes)
    case .jxlContainer: try JXL.facts(ofContainer: bytes, isComplete: isComplete)
    case .jxlCodestream: try JXL.facts(ofCodestream: bytes, isComplete: isComplete)
    case .ico: try ICO.facts(of: bytes, isComplete: isComplete)
    case .tiff: try TIFF.facts(of: bytes)
    case .bmp: try BMP.facts(of: bytes)
    case .markup: try SVG.facts(of: bytes)
    }
  }

  /// Returns the format of a file whose facts could not be read; `nil` if it is uncertain.
  func format(of bytes: Span<UInt8>) -> ImageFormat? {
    switch self {
    case .jpeg: .jpeg
    case .png: .png
    case .gif: .gif
    case .webp: .webp
    case .isoMedia: ISOMedia.format(of: bytes)
    case .jxlContainer, .jxlCodestream: .jxl
    case .ico: .ico
    case .tiff: .tiff
    // Before the size of the bitmap header only two letters indicate a bitmap.
    case .bmp: bytes.count >= BMP.certain ? .bmp : nil
    case .markup: SVG.isBegun(in: bytes) ? .svg : nil
    }
  }
}
