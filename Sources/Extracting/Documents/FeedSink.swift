import Addressing
import CrawlModel
import Markup

/// Extracts links from the events of an XML feed.
final class FeedSink: XMLDocumentSink {
  /// The maximum number of bytes kept of an address or a title.
  private static let longestText = 16 << 10

  let kind = Link.Kind.feed
  private(set) var title: String?

  private let links: DocumentLinks
  private var content = EntryContent()
  private var entry = FeedEntry()
  /// The open elements, with the outer base of those that set one.
  private var open: [(name: MarkupName, outerBase: WebAddress?)] = []

  private enum Listening { case nothing, text, html }
  private var listening = Listening.nothing
  private var text = ElementText(limit: longestText)
  private var html = ElementText(limit: FeedLinks.maximumContentLength)
  /// The depth of the element whose content is collected.
  private var contentDepth = 0
  private var isPermaLink = false

  init(_ links: DocumentLinks) { self.links = links }

  func startElement(_ element: XMLElement) {
    let outer = links.base
    let base = element["base"].flatMap { links.address(of: $0) }
    if let base { links.base = base }
    open.append((element.name, base == nil ? nil : outer))
    if listening == .html {
      html.append(startTagOf: element)
      return
    }
    listening = .nothing
    switch element.name {
    case "item", "entry": entry = FeedEntry()
    case _ where FeedElement.isMedia(element): break
    case "description", "encoded", "content", "summary", "subtitle", "fulltext":
      beginContent(element)
    case _ where Self.texts.contains(element.name):
      listening = .text
      text.removeAll()
      isPermaLink = element["ispermalink"]?.lowercased() != "false"
    default: break
    }
    FeedElement.read(element, into: links, &entry)
  }

  func endElement(_ name: MarkupName) {
    guard let (_, outerBase) = open.popLast() else { return }
    switch listening {
    case .html where open.count >= contentDepth: html.append("</\(name)>")
    case .html:
      endContent()
    case .text:
      take(name)
      listening = .nothing
    case .nothing: break
    }
    if name == "item" || name == "entry" {
      if let address = entry.addressByIdentifier {
        links.add(address, .page, Via("feed[guid]", .list))
      }
      entry = FeedEntry()
    }
    if let outerBase { links.base = outerBase }
  }

  func characters(_ text: Span<UInt8>) {
    switch listening {
    case .nothing: break
    case .text: self.text.append(text)
    case .html where open.count > contentDepth: html.append(escaping: text)
    case .html: html.append(text)
    }
  }

  /// The last entry of a truncated feed may still have images.
  func finish() {
    if listening == .html { endContent() }
  }

  private func beginContent(_ element: XMLElement) {
    let type = element["type"].map { String($0.trimmingHTMLSpace).lowercased() }
    if let source = element["src"] {
      let isImage = type?.hasPrefix("image/") ?? false
      links.add(source, isImage ? .image : .page, Via("feed[content]", .list))
    }
    // Plain text, in which a tag has no meaning.
    guard type != "text", type != "text/plain" else { return }
    listening = .html
    contentDepth = open.count
    html.removeAll()
  }

  private func endContent() {
    let bytes = html.bytes
    content.read(bytes.span, into: links)
    listening = .nothing
  }

  // MARK: Text

  private static let texts: Set<MarkupName> = [
    "title", "link", "guid", "url", "logo", "icon", "image", "thumbnail", "thumb", "origlink",
  ]

  private func take(_ name: MarkupName) {
    let value = text.trimmed
    guard !value.isEmpty else { return }
    let parent = open.last?.name ?? ""
    switch name {
    case "title":
      if title == nil, parent == "channel" || parent == "feed" { title = text.line }
    case "link" where parent != "image", "origlink":
      entry.hasAddress = true
      links.add(value, .page, Via("feed[link]", .list))
    case "guid":
      if isPermaLink, value.hasPrefix("http") { entry.identifier = value }
    case "url" where parent == "image": links.add(value, .image, Via("feed[image]", .list))
    case "logo": links.add(value, .image, Via("feed[logo]", .list))
    case "icon": links.add(value, .image, Via("feed[icon]", .list))
    case "image", "thumbnail", "thumb":
      if ImagePath.isImage(value[...]) { links.add(value, .image, Via("feed[image]", .list)) }
    default: break
    }
  }
}

/// What is known of the current entry.
struct FeedEntry {
  /// Whether it has the address of its page.
  var hasAddress = false
  /// Its identifier, if it is declared to be an address.
  var identifier: String?

  /// The address of its page if only the identifier has it (RSS 2.0, `guid`).
  var addressByIdentifier: String? { hasAddress ? nil : identifier }
}
