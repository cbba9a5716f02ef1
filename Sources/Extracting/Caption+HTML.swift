import CrawlModel
import Markup

extension Caption {
  /// What the attributes of an element say about the image it shows.
  init(of element: HTMLElement) {
    self.init(alt: element["alt"], title: element["title"])
    guard Self.elementsWithSize.contains(element.name) else { return }
    width = Self.pixels(element["width"])
    height = Self.pixels(element["height"])
  }

  /// In others, width and height are not those of the image.
  private static let elementsWithSize: Set<MarkupName> = [
    "img", "amp-img", "image", "input", "source", "embed", "object", "video",
  ]

  /// A length in CSS pixels (HTML standard §2.3.4.4, dimension values); `nil` for percentages.
  private static func pixels(_ value: String?) -> Int? {
    guard let value else { return nil }
    let text = value.trimmingHTMLSpace
    let digits = text.utf8.prefix(while: \.isASCIIDigit)
    guard !digits.isEmpty, text.utf8.last != UInt8(ascii: "%") else { return nil }
    return Int(String(decoding: digits, as: UTF8.self))
  }
}
