import Bytes
import CrawlModel
import Markup

/// A place in HTML with links: one line of the table of `HTMLLinks`.
struct LinkSource: Sendable {
  /// The syntax of the attribute's value.
  enum Syntax: Sendable {
    /// One reference.
    case address
    /// Image candidates, see `Srcset`.
    case srcset
    /// Declarations, see `CSSReferences`.
    case css
    /// A time and a reference, see `Refresh`.
    case refresh
    /// An HTML document.
    case document
  }

  /// An additional condition on the element.
  enum Condition: Sendable {
    case always
    /// Its `rel` has one of these space-separated words.
    case rel([String])
    /// Its `name`, `property` or `itemprop` is one of these words.
    case named([String])
    /// Its `rel` is alternate and its `type` that of a feed.
    case leadsToFeed
    /// Its `type` is that of oEmbed.
    case leadsToEmbedding
    /// Its `name` is that of a file with tiles.
    case leadsToTiles
    /// The attribute has this value, ignoring case.
    case equals(MarkupName, String)
    /// The reference has the extension of an image, or its `type` is that of an image.
    case leadsToImage
    /// The value is an absolute address with the extension of an image.
    case isWholeImageAddress
  }

  /// The element; `*` for any.
  var element: MarkupName
  var attribute: MarkupName
  var kind: Link.Kind
  var syntax: Syntax
  var condition: Condition
  /// How such a link is found; `nil` if that depends on the element.
  var via: Via?

  init(
    _ element: MarkupName, _ attribute: MarkupName, _ kind: Link.Kind,
    _ syntax: Syntax = .address, if condition: Condition = .always, via text: String? = nil
  ) {
    self.element = element
    self.attribute = attribute
    self.kind = kind
    self.syntax = syntax
    self.condition = condition
    let role: Via.Role =
      switch (element, kind) {
      case ("a", _), ("area", _): .hyperlink
      case ("iframe", .page), ("frame", .page): .frame
      case ("meta", .image): .metadata
      case ("link", .image) where text.map(Self.namesOnly) ?? false: .metadata
      default: text == "link[icon]" ? .icon : .embedded
      }
    let place = text ?? (element == "*" ? nil : "\(element)[\(attribute)]")
    via = place.map { Via($0, role) }
  }

  /// Whether a `link` names an image that the page itself does not load.
  private static func namesOnly(_ place: String) -> Bool {
    place != "link[icon]" && place != "link[preload]"
  }
}

extension LinkSource.Condition {
  /// Whether the condition holds for an element and the value of the attribute.
  ///
  /// - Parameters:
  ///   - element: the element.
  ///   - value: the value of the attribute.
  ///   - words: a cache of the element's words.
  /// - Returns: whether it holds.
  func holds(for element: HTMLElement, value: String, _ words: inout ElementWords) -> Bool {
    switch self {
    case .always:
      true
    case .rel(let wanted):
      words.ofRel(element).contains { wanted.contains($0) }
    case .named(let wanted):
      words.ofNames(element).contains { wanted.contains($0) }
    case .leadsToFeed:
      words.ofRel(element).contains { $0 == "alternate" || $0 == "feed" }
        && MediaTypes.mayBeFeed(element["type"], value)
    case .leadsToEmbedding:
      // WordPress has one for each page, which only names the image that the page names itself.
      MediaTypes.essence(element["type"] ?? "") == "application/json+oembed"
        && !value.contains("/wp-json/")
    case .leadsToTiles:
      // The word "none" is also allowed.
      words.ofNames(element).contains("msapplication-config") && ImagePath.isOther(value)
    case .equals(let name, let wanted):
      element[name]?.trimmingHTMLSpace.lowercased() == wanted
    case .leadsToImage:
      ImagePath.isImage(value.trimmingHTMLSpace)
        || element[.type]?.trimmingHTMLSpace.lowercased().hasPrefix("image/") ?? false
    case .isWholeImageAddress:
      ImagePath.isAbsolute(value.trimmingHTMLSpace) && ImagePath.isImage(value.trimmingHTMLSpace)
        && ImagePath.couldBeReference(value.trimmingHTMLSpace)
    }
  }
}

/// The words of one element that many lines of the table use, read once.
struct ElementWords {
  private var rel: [String]?
  private var names: [String]?

  mutating func ofRel(_ element: HTMLElement) -> [String] {
    if let rel { return rel }
    let words = element[.rel]?.lowercasedWords ?? []
    rel = words
    return words
  }

  mutating func ofNames(_ element: HTMLElement) -> [String] {
    if let names { return names }
    var words: [String] = []
    // Most elements have only the attribute in question.
    guard element.attributeCount > 1 else { return words }
    for index in 0..<element.attributeCount {
      let name = element.attributeName(at: index)
      if name == .property || name == .name || name == .itemprop {
        words += element.attributeValue(at: index).lowercasedWords
      }
    }
    names = words
    return words
  }
}

/// Frequently used names, created once.
extension MarkupName {
  static let type: MarkupName = "type"
  static let rel: MarkupName = "rel"
  static let href: MarkupName = "href"
  static let property: MarkupName = "property"
  static let name: MarkupName = "name"
  static let itemprop: MarkupName = "itemprop"
  static let referrerPolicy: MarkupName = "referrerpolicy"
}
