internal import Bytes
internal import CrawlModel

/// Reads the first tag of an SVG document (SVG 2, sections 8.2 and 8.9).
///
/// A side that the tag does not state in an absolute unit is taken from the view box; without one
/// it is unknown.
enum SVG {
  /// The maximum side that is accepted.
  private static let largestSide = Double(Int32.max)

  static func facts(of bytes: Span<UInt8>) throws(Stop) -> ImageFacts {
    do throws(Stop) {
      return try MarkupText.withText(of: bytes, limit: ImageSniffer.reach, read)
    } catch {
      // A text without a first tag after so many bytes is not an SVG.
      throw error == .cutOff && bytes.count > 2 * ImageSniffer.reach ? .foreign : error
    }
  }

  /// Whether the bytes contain at least the name of an SVG document's first element.
  static func isBegun(in bytes: Span<UInt8>) -> Bool {
    MarkupText.withText(of: bytes, limit: ImageSniffer.reach) { text in
      guard let root = try? RootElement(in: text) else { return false }
      return root.isNamed("svg", in: text) && !root.hasHTMLDocumentType
    }
  }

  private static func read(_ text: Span<UInt8>) throws(Stop) -> ImageFacts {
    let root = try RootElement(in: text)
    guard root.isNamed("svg", in: text), !root.hasHTMLDocumentType else { throw .foreign }
    var width: Double?
    var height: Double?
    var viewBox: (width: Double, height: Double)?
    var attributes = Attributes(from: root.attributesStart)
    while let (name, value) = try attributes.next(in: text) {
      switch name.count {
      case 5 where text.matches("width", at: name.lowerBound):
        width = pixels(text, value)
      case 6 where text.matches("height", at: name.lowerBound):
        height = pixels(text, value)
      // Some editors write the name in lower case, which viewers accept.
      case 7 where text.matchesIgnoringASCIICase("viewBox", at: name.lowerBound):
        viewBox = extent(text, value)
      default: break
      }
    }
    return ImageFacts(
      format: .svg, width: whole(width ?? viewBox?.width),
      height: whole(height ?? viewBox?.height))
  }

  /// Returns the nearest whole number, halves rounded up.
  private static func whole(_ side: Double?) -> Int? {
    side.map { Int(min($0 + 0.5, largestSide).rounded(.down)) }
  }

  /// Parses a length in CSS pixels; returns `nil` if it is relative, negative or invalid.
  private static func pixels(_ text: Span<UInt8>, _ range: Range<Int>) -> Double? {
    var cursor = NumberCursor(range)
    guard let number = cursor.number(in: text), number >= 0 else { return nil }
    let unit = cursor.unit(in: text)
    guard cursor.isAtEnd(in: text), let factor = factors[unit] else { return nil }
    return number * factor
  }

  /// The number of pixels per unit (CSS Values, section 6), with the font sizes of browsers.
  private static let factors: [String: Double] = [
    "": 1, "px": 1, "in": 96, "cm": 96 / 2.54, "mm": 96 / 25.4, "q": 96 / 101.6,
    "pt": 96.0 / 72, "pc": 16, "em": 16, "rem": 16, "ex": 8,
  ]

  /// Parses the width and height of a view box; returns `nil` if it is invalid.
  private static func extent(
    _ text: Span<UInt8>, _ range: Range<Int>
  ) -> (width: Double, height: Double)? {
    var cursor = NumberCursor(range)
    guard cursor.number(in: text) != nil, cursor.number(in: text) != nil,
      let width = cursor.number(in: text), let height = cursor.number(in: text),
      width >= 0, height >= 0
    else { return nil }
    return (width, height)
  }
}
