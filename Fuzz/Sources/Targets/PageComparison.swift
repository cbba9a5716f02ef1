import Addressing
import CrawlModel
import Extracting
import Markup

/// Reads a page with the scan before libxml2 and without, and says what differs.
enum PageComparison {
  /// What differs in the links found and in what is known of the page; `nil` where nothing does.
  static func ofLinks(_ page: [UInt8], at address: WebAddress) -> String? {
    let full = Discovery(page, DocumentContext(address: address, isReadInFull: true))
    let scanned = Discovery(page, DocumentContext(address: address))
    guard full != scanned else {
      return KnownLinkComparison(page, at: address)?.difference(page, at: address)
    }
    for (one, other) in zip(full.links, scanned.links) where one != other {
      return "in full \(one)\nscanned \(other)"
    }
    guard full.links.count == scanned.links.count else {
      let more = full.links.count > scanned.links.count ? full.links : scanned.links
      return "\(full.links.count) links in full, \(scanned.links.count) scanned; the first: "
        + "\(more[min(full.links.count, scanned.links.count)])"
    }
    return "in full \(String(describing: full.facts))\nscanned \(String(describing: scanned.facts))"
  }

  /// What differs in the events where nothing but what libxml2 ignores is cut; `nil` for nothing.
  ///
  /// So the scan's idea of libxml2's stack is held against that stack.
  static func ofEvents(_ page: [UInt8]) -> String? {
    let text = CharacterEncoding.utf8.cleanText(page.span)
    let full = Events()
    let scanned = Events()
    do {
      try HTMLReader(options).read(text.span, into: full)
      try HTMLReader(options, interest: .everything).read(text.span, into: scanned)
    } catch { return "\(error)" }
    full.flush()
    scanned.flush()
    guard full.lines != scanned.lines else { return nil }
    for (one, other) in zip(full.lines, scanned.lines) where one != other {
      return "in full \(one)\nscanned \(other)"
    }
    return "\(full.lines.count) events in full, \(scanned.lines.count) scanned"
  }

  /// Whether the scan was sure of a page.
  static func isScanned(_ page: [UInt8]) -> Bool {
    HTMLReader(options, interest: .everything).isScanned(
      CharacterEncoding.utf8.cleanText(page.span).span)
  }

  private static let options: HTMLReader.Options = [.conditionalComments, .rawText]

  /// What is found in a page.
  private struct Discovery: Equatable {
    var links: [Link] = []
    var facts: DocumentFacts?

    init(_ page: [UInt8], _ context: DocumentContext) {
      var links: [Link] = []
      facts = try? HTMLLinks().extract(from: page.span, in: context) { links.append($0) }
      self.links = links
    }
  }

  /// The events of a page, a line each.
  private final class Events: HTMLSink {
    var lines: [String] = []
    private var text: [UInt8] = []

    func flush() {
      if !text.isEmpty { lines.append("text " + String(decoding: text, as: UTF8.self)) }
      text = []
    }

    func startElement(_ element: HTMLElement) {
      flush()
      var line = "<\(element.name)"
      for index in 0..<element.attributeCount {
        line += " \(element.attributeText(at: index))=\(element.attributeValue(at: index))"
      }
      lines.append(line)
    }

    func endElement(_ name: MarkupName) {
      flush()
      lines.append("/\(name)")
    }

    func characters(_ text: Span<UInt8>) {
      for index in text.indices { self.text.append(text[index]) }
    }

    func comment(_ text: Span<UInt8>) {
      // The one that parts text where a tag was cut.
      if text.count == 1, text[0] == UInt8(ascii: "x") { return }
      flush()
      lines.append("comment of \(text.count)")
    }

    func rawText(of name: MarkupName, _ text: Span<UInt8>) {
      flush()
      lines.append("raw text of \(name): \(text.count)")
    }
  }
}
