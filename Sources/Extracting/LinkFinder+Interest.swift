import Markup

extension LinkFinder {
  /// What is looked at in a page.
  ///
  /// Made from the tables the finder works by, so that what is new there is not cut. What its code
  /// asks for by name stands in `beside` and `ofImages`.
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
      mayBeImage: { ImagePath.isImage($0) })
  }()

  /// What is looked at in an element that has a link, or speaks of the page.
  private static let beside: Set<MarkupName> = [
    "data-sizes", "data-widths", "imagesizes", "rel", "type", "as", "property", "name", "itemprop",
    "content", "http-equiv", "href", "src", "lang", "xml:lang",
  ]

  /// What the captions of images are made from, see `Caption`.
  private static let ofImages: Set<MarkupName> = ["alt", "title", "width", "height", "sizes"]
}

extension PageTag {
  /// What such an element means to the sink beside its links.
  fileprivate var role: HTMLInterest.Role {
    switch self {
    case .anchor, .heading, .figcaption: [.events, .text]
    case .base, .html, .noscript, .template, .svg, .picture, .script, .title, .figure, .link, .meta:
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
