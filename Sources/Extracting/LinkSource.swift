import CrawlModel
import Markup

/// A place in HTML where links stand: one line of the table that `HTMLLinks` works by.
struct LinkSource: Sendable {
  /// How the value of the attribute is written.
  enum Syntax: Sendable {
    /// One reference.
    case address
    /// Image candidates, see `Srcset`.
    case srcset
    /// Declarations, see `CSSReferences`.
    case css
    /// A time and a reference, see `Refresh`.
    case refresh
    /// An HTML document of its own.
    case document
  }

  /// What else must hold for the element to be such a place.
  enum Condition: Sendable {
    case always
    /// Its `rel` has one of these words, which are parted by spaces.
    case rel(String)
    /// Its `name`, `property` or `itemprop` is one of these words.
    case named(String)
    /// The attribute has this value, in any case.
    case equals(MarkupName, String)
    /// The reference ends like an image's, or its `type` says that it is one.
    case leadsToImage
  }

  /// The element; `*` for any.
  var element: MarkupName
  var attribute: MarkupName
  var kind: Link.Kind
  var syntax: Syntax
  var condition: Condition
  /// The words of the manifest; `nil` for the names of element and attribute.
  var via: Via?

  init(
    _ element: MarkupName, _ attribute: MarkupName, _ kind: Link.Kind,
    _ syntax: Syntax = .address, if condition: Condition = .always, via: Via? = nil
  ) {
    self.element = element
    self.attribute = attribute
    self.kind = kind
    self.syntax = syntax
    self.condition = condition
    self.via = via ?? (element == "*" ? nil : Via("\(element)[\(attribute)]"))
  }
}

extension LinkSource.Condition {
  /// Whether the condition holds for an element and the value of the attribute in question.
  func holds(for element: HTMLElement, value: String) -> Bool {
    switch self {
    case .always:
      true
    case .rel(let words):
      Self.haveCommonWord(element["rel"], words)
    case .named(let words):
      Self.haveCommonWord(element["property"], words)
        || Self.haveCommonWord(element["name"], words)
        || Self.haveCommonWord(element["itemprop"], words)
    case .equals(let name, let wanted):
      element[name]?.trimmingHTMLSpace.lowercased() == wanted
    case .leadsToImage:
      ImagePath.isImage(value.trimmingHTMLSpace)
        || element["type"]?.trimmingHTMLSpace.lowercased().hasPrefix("image/") ?? false
    }
  }

  private static func haveCommonWord(_ value: String?, _ words: String) -> Bool {
    guard let value else { return false }
    let wanted = words.split(separator: " ")
    return value.lowercasedWords.contains { word in wanted.contains { $0 == word } }
  }
}
