internal import CrawlModel

extension ImageFacts {
  /// The facts of a raster image, whose sides are never empty.
  ///
  /// A turn is told by the orientation and never applied to the size, whether it stands in EXIF
  /// metadata or the format itself prescribes it (`irot`, JPEG XL), so that width and height mean
  /// the same for every format.
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
