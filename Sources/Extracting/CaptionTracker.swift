import CrawlModel
import Markup

/// Collects the text around the images of a page: the heading above, the text of the enclosing
/// link, the `figcaption` of the figure.
///
/// Most of it comes after the image, so it is added to the links when it is complete. The cost is
/// linear: each link is changed once for a heading, once for an enclosing link, and once for each
/// enclosing figure, of which at most `maximumFigures` are tracked.
struct CaptionTracker {
  /// The maximum nesting depth of figures; deeper ones have no captions.
  static let maximumFigures = 8

  private struct Part {
    var text = BoundedText()
    /// The index of the first link that it belongs to.
    var firstLink: Int
  }

  private struct Figure {
    var firstLink: Int
    var caption: String?
    var open: BoundedText?
  }

  /// The last complete heading.
  private var heading: String?
  private var budget = LinkTextBudget()
  private var openHeading: Part?
  private var anchor: Part?
  private var figures: [Figure] = []
  private var figuresTooDeep = 0

  /// Handles a start tag, before the links in it are read.
  mutating func start(_ tag: PageTag?, _ element: HTMLElement, _ links: inout [Link]) {
    switch tag {
    case .anchor:
      endAnchor(&links)
      if element.has(.href) { anchor = Part(firstLink: links.count) }
    case .heading:
      breakWord()
      endHeading(&links)
      openHeading = Part(firstLink: links.count)
    case .figure:
      guard figures.count < Self.maximumFigures else {
        figuresTooDeep += 1
        return
      }
      figures.append(Figure(firstLink: links.count))
    case .figcaption:
      guard let figure = figures.last, figure.caption == nil, figuresTooDeep == 0 else { return }
      figures[figures.count - 1].open = BoundedText()
    case .block, .article, .image, .picture, .svg: breakWord()
    default: break
    }
  }

  /// Handles the end of an element.
  mutating func end(_ tag: PageTag?, _ links: inout [Link]) {
    switch tag {
    case .anchor: endAnchor(&links)
    case .heading:
      breakWord()
      endHeading(&links)
    case .figcaption: endCaption()
    case .figure:
      if figuresTooDeep > 0 { figuresTooDeep -= 1 } else { endFigure(&links) }
    case .block, .article, .image, .picture, .svg: breakWord()
    default: break
    }
  }

  /// Adds visible text.
  mutating func characters(_ text: Span<UInt8>) {
    openHeading?.text.append(text)
    anchor?.text.append(text)
    if let last = figures.indices.last { figures[last].open?.append(text) }
  }

  /// Handles the end of the page.
  mutating func finish(_ links: inout [Link]) {
    endAnchor(&links)
    endHeading(&links)
    endCaption()
    while !figures.isEmpty { endFigure(&links) }
    // One element may offer any number of images, each of which is recorded with its attributes.
    var attributes = LinkTextBudget()
    for index in links.indices where !attributes.takes(links[index].caption.attributeBytes) {
      links[index].caption.shortenAttributes()
    }
  }

  /// The heading above an image.
  mutating func headingOfLink() -> String? { heading.flatMap { takes($0) ? $0 : nil } }

  /// Whether a text may belong to one more link.
  private mutating func takes(_ text: String) -> Bool { budget.takes(text.utf8.count) }

  // MARK: Ends

  private mutating func endAnchor(_ links: inout [Link]) {
    guard let part = anchor else { return }
    anchor = nil
    guard let text = part.text.text else { return }
    for index in part.firstLink..<links.count
    where links[index].kind == .image && links[index].caption.linkText == nil && takes(text) {
      links[index].caption.linkText = text
    }
  }

  private mutating func endHeading(_ links: inout [Link]) {
    guard let part = openHeading else { return }
    openHeading = nil
    guard let text = part.text.text else { return }
    heading = text
    // An image inside a heading gets that heading.
    for index in part.firstLink..<links.count where links[index].kind == .image && takes(text) {
      links[index].caption.heading = text
    }
  }

  private mutating func endCaption() {
    guard let last = figures.indices.last, let text = figures[last].open else { return }
    figures[last].caption = text.text
    figures[last].open = nil
  }

  private mutating func endFigure(_ links: inout [Link]) {
    endCaption()
    guard let figure = figures.popLast(), let text = figure.caption else { return }
    for index in figure.firstLink..<links.count
    where links[index].kind == .image && links[index].caption.caption == nil && takes(text) {
      links[index].caption.caption = text
    }
  }

  private mutating func breakWord() {
    openHeading?.text.breakWord()
    anchor?.text.breakWord()
    if let last = figures.indices.last { figures[last].open?.breakWord() }
  }
}
