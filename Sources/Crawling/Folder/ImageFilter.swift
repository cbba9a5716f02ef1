public import CrawlModel
import Scoping

/// A choice among the images of a folder, so that a narrower one needs no other crawl.
public struct ImageFilter: Sendable, Hashable {
  /// The wanted formats; `nil` for all.
  public var formats: Set<ImageFormat>?
  /// The minimum width in pixels.
  public var minimumWidth: Int?
  /// The minimum height in pixels.
  public var minimumHeight: Int?
  /// The maximum number of pixels, width times height.
  public var maximumPixels: Int?
  /// The minimum size in bytes.
  public var minimumBytes: Int?
  /// The maximum size in bytes.
  public var maximumBytes: Int?
  /// Whether a place must say something about the image: an `alt` text, a caption, a title, the text
  /// of a link, or a heading.
  public var needsCaption = false
  /// With `ml`, images whose owners opted out of machine learning are left out, as in a crawl.
  public var optOuts = OptOutMode.archive

  /// Makes a filter that accepts every image.
  public init() {}

  /// Whether it accepts every image.
  public var isEmpty: Bool { self == ImageFilter() }

  /// Whether it accepts an entry; one without a content only if it accepts everything.
  ///
  /// As in a crawl, a dimension that is not known is accepted.
  public func accepts(_ entry: ManifestEntry) -> Bool {
    if isEmpty { return true }
    guard entry.file != nil, let format = entry.format, let bytes = entry.bytes else {
      return false
    }
    var rule = ImageRule()
    if let formats { rule.formats = formats }
    rule.minimumWidth = minimumWidth
    rule.minimumHeight = minimumHeight
    rule.maximumPixels = maximumPixels
    rule.minimumBytes = minimumBytes
    let facts = ImageFacts(format: format, width: entry.width, height: entry.height)
    return rule.objection(to: facts) == nil && rule.objection(toBytes: bytes) == nil
      && bytes <= maximumBytes ?? .max
      && (!needsCaption || BestCaption(entry.found) != nil)
      && (optOuts == .archive || entry.optOuts.isEmpty)
  }
}
