import CrawlModel
import Markup

/// Extracts the images of the small XML files that describe a site or a page: the tiles of Windows
/// (`browserconfig.xml`), OpenSearch 1.1 and oEmbed 1.0.
final class DescriptionSink: XMLDocumentSink {
  /// The root elements of such documents.
  static let roots: Set<MarkupName> = ["browserconfig", "opensearchdescription", "oembed"]

  /// The maximum number of bytes kept of an address or a title.
  private static let longestText = 16 << 10

  let kind = Link.Kind.manifest
  private(set) var title: String?

  private let links: DocumentLinks
  private var text = ElementText(limit: longestText)
  private var caption = Caption()
  private var embedding = Embedding()

  init(_ links: DocumentLinks) { self.links = links }

  func startElement(_ element: XMLElement) {
    text.removeAll()
    caption = Caption()
    switch element.name {
    case "image":
      caption.width = element["width"].flatMap { Int($0.trimmingHTMLSpace) }
      caption.height = element["height"].flatMap { Int($0.trimmingHTMLSpace) }
    case _ where Self.tiles.contains(element.name):
      guard let address = element["src"] else { return }
      links.add(address, .image, Via("browserconfig[tile]", .metadata))
    default: break
    }
  }

  func endElement(_ name: MarkupName) {
    switch name {
    case "image": links.add(text.trimmed, .image, Via("opensearch[image]", .metadata), caption)
    case "shortname": title = text.line
    case "type": embedding.type = text.trimmed
    case "url": embedding.url = text.trimmed
    case "thumbnail_url": embedding.thumbnail = text.trimmed
    case "title": embedding.title = text.line
    default: break
    }
    text.removeAll()
  }

  func characters(_ text: Span<UInt8>) { self.text.append(text) }

  func finish() {
    embedding.report(to: links)
    title = title ?? embedding.title
  }

  private static let tiles: Set<MarkupName> = [
    "square70x70logo", "square150x150logo", "wide310x150logo", "square310x310logo", "tileimage",
  ]
}
