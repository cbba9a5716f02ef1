public import CrawlModel

/// Decides which images are wanted, based on their first bytes.
public struct ImageRule: Sendable, Hashable {
  /// The wanted formats.
  public var formats: Set<ImageFormat> = Set(ImageFormat.allCases)
  /// The minimum width in pixels.
  public var minimumWidth: Int?
  /// The minimum height in pixels.
  public var minimumHeight: Int?
  /// The maximum number of pixels, width times height.
  public var maximumPixels: Int?
  /// The minimum size in bytes.
  public var minimumBytes: Int?

  /// Creates a rule that accepts every image.
  public init() {}

  /// Returns why an image is skipped because of its facts; `nil` if it is accepted.
  ///
  /// A dimension that the bytes do not state is accepted.
  public func objection(to facts: ImageFacts) -> SkipReason? {
    if !formats.contains(facts.format) { return .format }
    if let minimumWidth, let width = facts.width, width < minimumWidth { return .tooSmall }
    if let minimumHeight, let height = facts.height, height < minimumHeight { return .tooSmall }
    if let maximumPixels, let width = facts.width, let height = facts.height {
      let (pixels, overflow) = width.multipliedReportingOverflow(by: height)
      if overflow || pixels > maximumPixels { return .tooManyPixels }
    }
    return nil
  }

  /// Returns why an image of this size in bytes is skipped; `nil` if it is accepted.
  public func objection(toBytes count: Int) -> SkipReason? {
    guard let minimumBytes, count < minimumBytes else { return nil }
    return .tooFewBytes
  }
}
