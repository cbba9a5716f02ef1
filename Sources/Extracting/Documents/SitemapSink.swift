import CrawlModel
import Markup

/// Extracts links from the events of a sitemap or a sitemap index.
final class SitemapSink: XMLDocumentSink {
  /// The maximum number of bytes kept of an address or a title.
  private static let longestText = 16 << 10

  let kind = Link.Kind.sitemap
  let title: String? = nil

  private let links: DocumentLinks
  private let isIndex: Bool
  /// The names of the open elements.
  private var open: [MarkupName] = []
  private var text = ElementText(limit: longestText)
  private var isListening = false
  /// The prefix and the `name` attribute of the element whose text is collected.
  private var prefix: MarkupName = ""
  private var label: String?
  private var image: (address: String?, caption: Caption)?

  init(_ links: DocumentLinks, root: MarkupName) {
    self.links = links
    isIndex = root == "sitemapindex"
  }

  func startElement(_ element: XMLElement) {
    // An address has no child elements, so its end tag is missing.
    if isListening, open.last == "loc" {
      open.removeLast()
      take("loc")
      open.append("loc")
    }
    open.append(element.name)
    isListening = Self.texts.contains(element.name)
    switch element.name {
    case "link":
      let rel = element["rel"]?.lowercasedWords ?? []
      if rel.contains("alternate"), let address = element["href"] {
        links.add(address, .page, Via("sitemap[link]", .list))
      }
    case "image" where !isIndex: image = (nil, Caption())
    default: break
    }
    guard isListening else { return }
    text.removeAll()
    prefix = element.prefix
    label = element["name"]
  }

  func endElement(_ name: MarkupName) {
    open.removeLast()
    if isListening { take(name) }
    isListening = false
    if name == "image" { endImage() }
  }

  func characters(_ text: Span<UInt8>) {
    if isListening { self.text.append(text) }
  }

  func finish() { endImage() }

  private static let texts: Set<MarkupName> = [
    "loc", "thumbnail_loc", "caption", "title", "attribute", "sitemap",
  ]

  private func take(_ name: MarkupName) {
    switch name {
    case "loc": takeAddress(text.trimmed)
    case "thumbnail_loc": links.add(text.trimmed, .image, Via("sitemap[video]", .list))
    case "caption": image?.caption.caption = text.line
    case "title": image?.caption.title = text.line
    // Only an index has this element, in some cases without a `loc`.
    case "sitemap": links.add(text.trimmed, .sitemap, Via("sitemap[loc]", .embedded))
    case "attribute" where label?.lowercased() == "image_src":
      links.add(text.trimmed, .image, Via("sitemap[pagemap]", .list))
    default: break
    }
  }

  private func takeAddress(_ address: String) {
    if image != nil {
      image?.address = address
    } else if prefix == "image" {
      links.add(address, .image, Via("sitemap[image]", .list))
    } else {
      let isSitemap = open.last == "sitemap" || (isIndex && open.last != "url")
      links.add(
        address, isSitemap ? .sitemap : .page, Via("sitemap[loc]", isSitemap ? .embedded : .list))
    }
  }

  private func endImage() {
    if let image, let address = image.address {
      links.add(address, .image, Via("sitemap[image]", .list), image.caption)
    }
    image = nil
  }
}
