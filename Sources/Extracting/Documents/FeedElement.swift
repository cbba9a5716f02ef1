import Bytes
import CrawlModel
import Markup

/// The feed elements whose links are in their attributes.
enum FeedElement {
  /// Whether an element is one of Media RSS, which shares some names with Atom.
  static func isMedia(_ element: XMLElement) -> Bool {
    element.prefix == "media" || element.namespace.contains("search.yahoo.com/mrss")
  }

  /// Reports the links in the attributes of an element.
  static func read(
    _ element: XMLElement, into links: DocumentLinks, _ entry: inout FeedEntry
  ) {
    switch element.name {
    case "enclosure":
      guard let address = element["url"] else { return }
      if isImage(address, type: element["type"]) {
        links.add(address, .image, Via("feed[enclosure]", .list))
      }
    case "content" where isMedia(element): readMedia(element, into: links)
    case "thumbnail":
      guard let address = element["url"] else { return }
      links.add(address, .image, Via("feed[media:thumbnail]", .list), size(of: element))
    case "image":
      guard let address = element["href"] else { return }
      links.add(
        address, .image,
        Via(element.prefix == "itunes" ? "feed[itunes:image]" : "feed[image]", .list))
    case "images":
      for candidate in Srcset.candidates(element["srcset"] ?? "") {
        links.add(candidate.url, .image, Via("feed[image]", .list))
      }
    case "cover":
      guard let address = element["image"] else { return }
      links.add(address, .image, Via("feed[image]", .list))
    case "link": readLink(element, into: links, &entry)
    default: break
    }
  }

  private static func readMedia(_ element: XMLElement, into links: DocumentLinks) {
    guard let address = element["url"] else { return }
    let medium = element["medium"].map { $0.trimmingHTMLSpace.lowercased() }
    guard medium == "image" || (medium == nil && isImage(address, type: element["type"])) else {
      return
    }
    links.add(address, .image, Via("feed[media:content]", .list), size(of: element))
  }

  /// Reads a link of Atom, or of a feed that uses it (RFC 4287 §4.2.7, RFC 5005 for paged feeds).
  private static func readLink(
    _ element: XMLElement, into links: DocumentLinks, _ entry: inout FeedEntry
  ) {
    guard let address = element["href"] else { return }
    let rel = element["rel"]?.lowercasedWords.first ?? "alternate"
    let type = element["type"]
    switch rel {
    case "enclosure":
      if isImage(address, type: type) { links.add(address, .image, Via("feed[enclosure]", .list)) }
    case "icon", "image", "preview", "thumbnail", "photo":
      links.add(address, .image, Via("feed[link]", .list))
    case "next", "prev", "previous", "first", "last", "current", "prev-archive", "next-archive":
      links.add(address, .feed, Via("feed[link]", .embedded))
    case "alternate", "related", "via":
      if MediaTypes.isFeed(type) {
        links.add(address, .feed, Via("feed[link]", .embedded))
      } else if type?.lowercased().hasPrefix("image/") ?? false {
        links.add(address, .image, Via("feed[link]", .list))
      } else {
        entry.hasAddress = true
        links.add(address, .page, Via("feed[link]", .list))
      }
    default: break
    }
  }

  /// Whether it is an image by its type, or by its extension if it has no type.
  private static func isImage(_ address: String, type: String?) -> Bool {
    guard let type = type.map({ $0.trimmingHTMLSpace.lowercased() }), !type.isEmpty,
      type != "application/octet-stream"
    else { return ImagePath.isImage(address.trimmingHTMLSpace) }
    return type.hasPrefix("image/") || type == "image"
  }

  private static func size(of element: XMLElement) -> Caption {
    Caption(
      width: element["width"].flatMap { Int($0.trimmingHTMLSpace) },
      height: element["height"].flatMap { Int($0.trimmingHTMLSpace) })
  }
}

extension ElementText {
  /// The attributes that contain links or describe them; others are omitted.
  private static let kept: [MarkupName] = [
    "src", "srcset", "href", "alt", "title", "width", "height", "poster", "style", "data-src",
    "data-srcset", "data-original", "data-lazy-src", "class", "type", "data",
  ]

  /// Appends the start tag of an XHTML element as HTML.
  mutating func append(startTagOf element: XMLElement) {
    append("<\(element.name)")
    for name in Self.kept {
      guard let value = element[name] else { continue }
      append(" \(name)=\"\(value.replacing("&", with: "&amp;").replacing("\"", with: "&quot;"))\"")
    }
    append(">")
  }

  /// Appends text as HTML.
  mutating func append(escaping text: Span<UInt8>) {
    for index in text.indices {
      switch text[index] {
      case "<": append("&lt;")
      case "&": append("&amp;")
      default: append(text.extracting(index..<(index + 1)))
      }
    }
  }
}
