import Bytes
import CrawlModel
import Markup

extension Caption {
  /// The maximum number of bytes kept of an `alt`, `title` or `sizes`.
  static let maximumAttributeLength = 4096

  /// Creates a caption from the attributes of an element that shows an image.
  init(of element: HTMLElement) {
    self.init(alt: Self.bounded(element["alt"]), title: Self.bounded(element["title"]))
    guard Self.elementsWithSize.contains(element.name) else { return }
    width = Self.pixels(element["width"])
    height = Self.pixels(element["height"])
  }

  /// Notes that an element of the page shows the image, and what stands for it.
  mutating func show(_ element: HTMLElement, isButton: Bool) {
    showing = .alone
    // A `source` has no text; the image of its picture has it.
    guard element.name != "source" else { return }
    if element["aria-hidden"]?.trimmingHTMLSpace.lowercased() == "true"
      || element["role"].map({ role in
        role.lowercasedWords.first.map { $0 == "presentation" || $0 == "none" } ?? false
      }) ?? false
    {
      alternative = .decoration
    } else if Self.isText(element["aria-label"]) || Self.isText(element["aria-labelledby"])
      || (alt == nil && Self.isText(title))
    {
      alternative = .name
    } else {
      alternative = isButton ? .label : .text
    }
  }

  private static func isText(_ value: String?) -> Bool {
    value?.trimmingHTMLSpace.isEmpty == false
  }

  /// Returns the `sizes` attribute of an element.
  static func sizes(of element: HTMLElement) -> String? {
    bounded(element["sizes"] ?? element["imagesizes"] ?? element["data-sizes"])
  }

  /// Fills in missing parts from the `img` of the same `picture`.
  mutating func complete(from image: Caption) {
    alt = alt ?? image.alt
    title = title ?? image.title
    width = width ?? image.width
    height = height ?? image.height
  }

  private static func bounded(_ value: String?) -> String? {
    guard let value, value.utf8.count > maximumAttributeLength else { return value }
    var end = value.utf8.index(value.startIndex, offsetBy: maximumAttributeLength)
    while end.samePosition(in: value.unicodeScalars) == nil { end = value.utf8.index(before: end) }
    return String(value[..<end])
  }

  /// On other elements, width and height are not those of an image.
  private static let elementsWithSize: Set<MarkupName> = [
    "img", "amp-img", "amp-anim", "image", "input", "source", "embed", "object", "video",
  ]

  /// Parses a length in CSS pixels (HTML standard §2.3.4.4, dimension values); returns `nil` for
  /// percentages.
  private static func pixels(_ value: String?) -> Int? {
    guard let value else { return nil }
    let text = value.trimmingHTMLSpace
    let digits = text.utf8.prefix(while: \.isASCIIDigit)
    guard !digits.isEmpty, text.utf8.last != UInt8(ascii: "%") else { return nil }
    return Int(String(decoding: digits, as: UTF8.self))
  }
}
