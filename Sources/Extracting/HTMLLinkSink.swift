import Addressing
import CrawlModel
import Markup

/// Takes the events of a page and finds the links in them.
final class HTMLLinkSink: HTMLSink {
  /// How much CSS of one `style` element is kept.
  static let maximumStyleLength = 8 << 20
  /// How many bytes of a title are kept.
  static let maximumTitleLength = 4096
  /// How deep documents in attributes (`srcdoc`) may stand in one another.
  static let maximumNesting = 2

  private var collector: LinkCollector
  private let document: WebAddress
  private var hasBase = false
  private var language: String?
  private var title: [UInt8]?
  private var style: [UInt8] = []

  private enum TextTarget { case nothing, title, style }
  private var textTarget: TextTarget = .nothing
  private var svgDepth = 0
  private var noscriptDepth = 0
  private var nesting = 0

  init(_ collector: LinkCollector) {
    self.collector = collector
    document = collector.base
  }

  /// What the page said about itself.
  func facts(encoding: String) -> DocumentFacts {
    DocumentFacts(
      kind: .page, title: title.map(Self.collapsed), base: collector.base, language: language,
      encoding: encoding, linkCount: collector.count, isCut: collector.isCut)
  }

  // MARK: HTMLSink

  func startElement(_ element: HTMLElement) {
    switch element.name {
    case "base": readBase(element)
    case "html" where language == nil: language = element["lang"] ?? element["xml:lang"]
    case "noscript": noscriptDepth += 1
    case "style": textTarget = .style
    case "svg": svgDepth += 1
    case "title" where title == nil && svgDepth == 0 && nesting == 0:
      title = []
      textTarget = .title
    default: break
    }
    guard element.attributeCount > 0 else { return }
    let sources = LinkSource.byElement[element.name] ?? LinkSource.ofAnyElement
    var words = ElementWords()
    for index in 0..<element.attributeCount { read(element, index, sources, &words) }
  }

  func endElement(_ name: MarkupName) {
    switch name {
    case "noscript": noscriptDepth = max(0, noscriptDepth - 1)
    case "svg": svgDepth = max(0, svgDepth - 1)
    case "title": textTarget = .nothing
    case "style":
      textTarget = .nothing
      readCSS(style.span, "style[url]")
      style.removeAll(keepingCapacity: true)
    default: break
    }
  }

  func characters(_ text: Span<UInt8>) {
    switch textTarget {
    case .nothing: break
    case .title:
      guard let count = title?.count else { return }
      for index in 0..<min(text.count, max(0, Self.maximumTitleLength - count)) {
        title?.append(text[index])
      }
    case .style:
      guard style.count + text.count <= Self.maximumStyleLength else { return }
      for index in text.indices { style.append(text[index]) }
    }
  }

  // MARK: Links

  /// The first `base` with an address counts, also when that address is of no use.
  private func readBase(_ element: HTMLElement) {
    guard !hasBase, nesting == 0, let reference = element["href"] else { return }
    hasBase = true
    let trimmed = String(reference.trimmingHTMLSpace)
    if let base = try? WebAddress(trimmed, relativeTo: document) { collector.base = base }
  }

  private func read(
    _ element: HTMLElement, _ index: Int, _ sources: [LinkSource], _ words: inout ElementWords
  ) {
    let name = element.attributeName(at: index)
    var value: String?
    for source in sources where source.attribute == name {
      let text = value ?? element.attributeValue(at: index)
      value = text
      guard source.condition.holds(for: element, value: text, &words) else { continue }
      read(text, as: source, of: element)
      return
    }
    guard name.hasPrefix("data-") else { return }
    let text = value ?? element.attributeValue(at: index)
    if ImagePath.isImage(text.trimmingHTMLSpace), ImagePath.couldBeReference(text) {
      add(text, .image, Via("\(element.name)[\(name)]"), of: element)
    }
  }

  private func read(_ value: String, as source: LinkSource, of element: HTMLElement) {
    let via = source.via ?? Via("\(element.name)[\(source.attribute)]")
    switch source.syntax {
    case .address:
      add(value, source.kind, via, of: element)
    case .srcset:
      Srcset.parse(value.utf8.span) { add($0.url, source.kind, via, of: element) }
    case .css:
      readCSS(value.utf8.span, via)
    case .refresh:
      if let reference = Refresh.reference(value) {
        add(reference, source.kind, via, of: element)
      }
    case .document:
      guard nesting < Self.maximumNesting else { return }
      nesting += 1
      // Without memory for another parser the document goes on without this part.
      try? HTMLReader().read(value.utf8.span, into: self)
      nesting -= 1
    }
  }

  private func readCSS(_ css: Span<UInt8>, _ via: Via) {
    CSSReferences.scan(css) { reference in
      switch reference.kind {
      case .image: collector.add(reference.text, .image, inContext(via))
      case .styleSheet: collector.add(reference.text, .stylesheet, inContext("css[@import]"))
      }
    }
  }

  private func add(_ reference: String, _ kind: Link.Kind, _ via: Via, of element: HTMLElement) {
    collector.add(
      reference, kind, inContext(via), kind == .image ? Caption(of: element) : Caption())
  }

  private func inContext(_ via: Via) -> Via {
    noscriptDepth > 0 ? Via("noscript/\(via)") : via
  }

  // MARK: Text

  private static func collapsed(_ text: [UInt8]) -> String {
    // A title that was cut may end inside a character, which shows as U+FFFD.
    text.split(whereSeparator: \.isHTMLSpace)
      .map { String(decoding: $0, as: UTF8.self) }
      .joined(separator: " ")
  }
}
