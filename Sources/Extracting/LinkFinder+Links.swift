import Addressing
import CrawlModel
import Markup

extension LinkFinder {
  /// Reads a `base` element.
  ///
  /// The first one with an address counts, even if the address is unusable (HTML standard §4.2.3),
  /// and also for links before it.
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

  /// Stores a link; returns its index, or `nil` if the reference cannot be fetched.
  @discardableResult
  mutating func add(
    _ reference: String, _ kind: Link.Kind, _ via: Via, _ caption: Caption = Caption()
  ) -> Int? {
    if takesOnlyImages, kind != .image { return nil }
    let inline = kind == .image ? inlineImages.take(reference) : nil
    guard let address = inline == nil ? resolver.resolve(reference) : document,
      inline != nil || !TemplateMark.isIn(reference, ofImage: kind == .image)
    else { return nil }
    var link = Link(kind: kind, address: address, via: inContext(via), caption: caption)
    link.inline = inline
    link.referrerPolicy = referrerPolicy
    if kind == .image { link.caption.heading = captions.heading }
    links.append(link)
    if kind == .image, anchor != nil { noteImageInAnchor() }
    // An inline image does not depend on the base.
    if !hasBase { references.append(inline == nil ? reference : "") }
    return links.count - 1
  }

  /// Stores a link of an element; images get a caption from its attributes.
  @discardableResult
  mutating func add(
    _ reference: String, _ kind: Link.Kind, _ via: Via, of element: HTMLElement
  ) -> Int? {
    guard kind == .image else { return add(reference, kind, via) }
    return add(reference, kind, via, caption(of: element))
  }

  /// Returns the caption from the attributes of the current element.
  mutating func caption(of element: HTMLElement) -> Caption {
    if let caption { return caption }
    let caption = Caption(
      of: element, isShown: isOfPage && shows(element), isButton: tag == .input)
    self.caption = caption
    return caption
  }

  mutating func readCSS(_ css: Span<UInt8>, _ via: Via) {
    CSSReferences.scan(css, takesData: inlineImages.isWanted) { reference in
      switch reference.kind {
      case .image: add(reference.text, .image, via)
      case .styleSheet: add(reference.text, .stylesheet, Via("css[@import]", .embedded))
      }
    }
  }
}
