internal import CrawlModel

extension ImageFacts {
  /// Creates the facts of a raster image, whose sides are never empty.
  ///
  /// A rotation, from EXIF metadata or the format itself (`irot`, JPEG XL), is stated by the
  /// orientation and never applied to the size, so that width and height mean the same for every
  /// format.
  ///
  /// - Throws: `damaged` if a side is not positive: no raster format allows that.
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
