import Addressing
import CrawlModel
import Markup

extension LinkFinder {
  /// The first `base` with an address counts, also when that address is of no use (HTML standard
  /// §4.2.3), and for the links before it as well.
  mutating func readBase(_ element: HTMLElement) {
    guard !hasBase, let reference = element["href"] else { return }
    hasBase = true
    let trimmed = String(reference.trimmingHTMLSpace)
    if let base = try? WebAddress(trimmed, relativeTo: document), base != resolver.base {
      rebase(to: base)
    }
    references = []
  }

  private mutating func rebase(to base: WebAddress) {
    resolver.restart(from: base)
    guard !links.isEmpty else { return }
    for index in links.indices where links[index].inline == nil {
      guard let address = resolver.resolve(references[index]) else { continue }
      links[index].address = address
    }
  }

  /// Keeps a link; the index of it, or `nil` where the reference leads nowhere.
  @discardableResult
  mutating func add(
    _ reference: String, _ kind: Link.Kind, _ via: Via, _ caption: Caption = Caption()
  ) -> Int? {
    if takesOnlyImages, kind != .image { return nil }
    let inline = kind == .image ? inlineImages.take(reference) : nil
    guard let address = inline == nil ? resolver.resolve(reference) : document else { return nil }
    var link = Link(kind: kind, address: address, via: inContext(via), caption: caption)
    link.inline = inline
    if kind == .image { link.caption.heading = captions.heading }
    links.append(link)
    // An inline image does not depend on the base.
    if !hasBase { references.append(inline == nil ? reference : "") }
    return links.count - 1
  }

  /// Keeps a link that stands in an element; images get what the element says.
  @discardableResult
  mutating func add(
    _ reference: String, _ kind: Link.Kind, _ via: Via, of element: HTMLElement,
    sizes: String? = nil
  ) -> Int? {
    guard kind == .image else { return add(reference, kind, via) }
    var caption = self.caption ?? Caption(of: element)
    self.caption = caption
    caption.sizes = sizes
    return add(reference, kind, via, caption)
  }

  mutating func readCSS(_ css: Span<UInt8>, _ via: Via) {
    CSSReferences.scan(css) { reference in
      switch reference.kind {
      case .image: add(reference.text, .image, via)
      case .styleSheet: add(reference.text, .stylesheet, "css[@import]")
      }
    }
  }
}
