import CrawlModel

/// What the libraries that load data sets read; they fail in the middle of a run at anything else.
enum LoaderLimits {
  /// The formats that Pillow 11.3 and later decode by themselves.
  static let formats: Set<ImageFormat> = [.jpeg, .png, .gif, .webp, .avif, .bmp, .tiff]

  /// Above twice `MAX_IMAGE_PIXELS`, Pillow takes an image for an attack.
  static let pixels = 2 * 89_478_485

  /// Why a loader cannot read an image; `nil` if nothing is known against it.
  static func omission(_ entry: ManifestEntry) -> ExportCounts.Omission? {
    guard let format = entry.format, formats.contains(format) else { return .format }
    if entry.isTruncated == true { return .truncated }
    // Neither is above 2³⁶, but their product may be above 2⁶³.
    let (count, overflows) = (entry.width ?? 0).multipliedReportingOverflow(by: entry.height ?? 0)
    return overflows || count > pixels ? .tooManyPixels : nil
  }
}
