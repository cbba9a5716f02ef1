internal import CrawlModel

extension ImageFacts {
  /// The facts of a raster image, whose sides are never empty.
  ///
  /// An EXIF orientation is told but not applied: it is advice to whoever shows the picture, and
  /// decoders report the size without it. A turn that the format itself prescribes (`irot`, JPEG
  /// XL) is applied by every decoder, so its reader hands over the turned size.
  ///
  /// - Throws: `damaged` where a side is not positive: no raster format allows that.
  static func raster(
    _ format: ImageFormat, _ width: Int, _ height: Int, isAnimated: Bool = false,
    orientation: Int? = nil
  ) throws(Stop) -> ImageFacts {
    guard width > 0, height > 0 else { throw .damaged }
    return ImageFacts(
      format: format, width: width, height: height, isAnimated: isAnimated,
      orientation: orientation)
  }
}
