public import CrawlModel

/// Which images are wanted, judged on their first bytes.
public struct ImageRule: Sendable, Hashable {
  /// The formats that are wanted.
  public var formats: Set<ImageFormat> = Set(ImageFormat.allCases)
  /// The least width in pixels.
  public var minimumWidth: Int?
  /// The least height in pixels.
  public var minimumHeight: Int?
  /// The most pixels, width times height.
  public var maximumPixels: Int?
  /// The fewest bytes.
  public var minimumBytes: Int?

  /// Wants every image.
  public init() {}

  /// Why an image is left out for what it is; `nil` when it is not.
  ///
  /// A size that the bytes do not tell is no reason.
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

  /// Why an image of this many bytes is left out; `nil` when it is not.
  public func objection(toBytes count: Int) -> SkipReason? {
    guard let minimumBytes, count < minimumBytes else { return nil }
    return .tooFewBytes
  }
}
