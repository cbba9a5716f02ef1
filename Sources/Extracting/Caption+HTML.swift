import Bytes
import CrawlModel
import Markup

extension Caption {
  /// The maximum number of bytes kept of an `alt`, `title` or `sizes`.
  static let maximumAttributeLength = 4096
  /// The maximum number of bytes kept of each if those of the whole page are too many.
  static let shortenedLength = 32

  /// Creates a caption from the attributes of an element that shows an image or leads to one.
  ///
  /// - Parameters:
  ///   - element: the element.
  ///   - isShown: whether the page shows the image in it.
  ///   - isButton: whether it is a button.
  init(of element: HTMLElement, isShown: Bool, isButton: Bool) {
    let alt = Self.bounded(element["alt"])
    let title = Self.bounded(element["title"])
    let hasSize = Self.elementsWithSize.contains(element.name)
    // A `source` has no text; the image of its picture has it.
    let hasText = isShown && element.name != "source"
    let hasName = alt == nil && Self.isText(title)
    self.init(
      alt: alt, title: title, width: hasSize ? Self.pixels(element["width"]) : nil,
      height: hasSize ? Self.pixels(element["height"]) : nil, showing: isShown ? .alone : nil,
      alternative: hasText
        ? Self.alternative(of: element) ?? (hasName ? .name : isButton ? .label : .text) : nil)
  }

  /// What an attribute other than `alt` and `title` says that stands for the image.
  private static func alternative(of element: HTMLElement) -> Alternative? {
    var alternative: Alternative?
    // Hardly any image has one of these attributes.
    for index in 0..<element.attributeCount {
      let name = element.attributeName(at: index)
      guard name == role || name.hasPrefix(aria) else { continue }
      let value = element.attributeValue(at: index)
      if name == role ? isDecorative(role: value) : isHidden(name, value) { return .decoration }
      if name == "aria-label" || name == "aria-labelledby", isText(value) { alternative = .name }
    }
    return alternative
  }

  private static let role: MarkupName = "role"
  private static let aria: MarkupName = "aria-"

  /// Whether the first role of an element says that it is decoration.
  private static func isDecorative(role: String) -> Bool {
    ["presentation", "none"].contains(role.lowercasedWords.first)
  }

  private static func isHidden(_ name: MarkupName, _ value: String) -> Bool {
    name == "aria-hidden" && value.trimmingHTMLSpace.lowercased() == "true"
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

  /// The number of bytes of the attributes.
  var attributeBytes: Int {
    (alt?.utf8.count ?? 0) + (title?.utf8.count ?? 0) + (sizes?.utf8.count ?? 0)
  }

  /// Leaves of each attribute no more than its beginning.
  mutating func shortenAttributes() {
    alt = Self.bounded(alt, Self.shortenedLength)
    title = Self.bounded(title, Self.shortenedLength)
    sizes = Self.bounded(sizes, Self.shortenedLength)
  }

  private static func bounded(
    _ value: String?, _ length: Int = maximumAttributeLength
  ) -> String? {
    guard let value, value.utf8.count > length else { return value }
    var end = value.utf8.index(value.startIndex, offsetBy: length)
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
