import Bytes
import Markup

extension LinkFinder {
  /// What the finder uses of a page.
  ///
  /// Derived from the finder's tables, so that new entries are included. Attributes that its code
  /// reads by name must be listed in `beside` and `ofImages`.
  static let interest: HTMLInterest = {
    var attributes = HTMLInterest.Attributes()
    for source in LinkSource.table {
      if source.element == "*", case .css = source.syntax {
        attributes.styles.insert(source.attribute)
      } else if source.element == "*" {
        attributes.ofAny.insert(source.attribute)
      } else {
        attributes.ofElement[source.element, default: []].insert(source.attribute)
      }
    }
    attributes.beside = beside
    attributes.ofImages = ofImages
    attributes.ignored = wellKnown
    return HTMLInterest(
      roles: PageTag.byName.mapValues { $0.role }, attributes: attributes,
      mayBeImage: { ImagePath.isImage($0) || ScriptAddress.isLikely($0) },
      isTelling: { $0.firstIndex(of: "license") != nil })
  }()

  /// The attributes used in an element with a link or with facts about the page.
  private static let beside: Set<MarkupName> = [
    "data-sizes", "data-widths", "imagesizes", "rel", "type", "as", "property", "name", "itemprop",
    "content", "http-equiv", "href", "src", "lang", "xml:lang", "referrerpolicy",
  ]

  /// The attributes used for the captions of images, see `Caption`.
  private static let ofImages: Set<MarkupName> = [
    "alt", "title", "width", "height", "sizes", "role", "aria-hidden", "aria-label",
    "aria-labelledby",
  ]
}

extension PageTag {
  /// How such an element matters besides its links.
  fileprivate var role: HTMLInterest.Role {
    switch self {
    case .anchor, .heading, .figcaption: [.events, .text]
    case .base, .html, .noscript, .template, .svg, .picture, .script, .title, .figure, .article,
      .link, .meta:
      .events
    // A picture ends at its image, if that has attributes.
    case .image: [.events, .anyAttribute, .presence]
    // They may show an image.
    case .source, .input: .anyAttribute
    case .area: []
    case .block: .eventsInText
    }
  }
}
