import Bytes
import Addressing
import CrawlModel
import Markup

/// Finds the links of a page from its events, which `HTMLLinkSink` forwards.
///
/// The links are kept until the page ends: a caption, a larger variant and even the base may follow
/// the image.
struct LinkFinder {
  /// The maximum number of bytes kept of a title.
  static let maximumTitleLength = 4096
  /// The maximum nesting depth of embedded documents.
  static let maximumNesting = 2
  /// The maximum number of embedded documents; each needs a parser of its own.
  static let maximumInnerDocuments = 1000

  var resolver: ReferenceResolver
  var links: [Link] = []
  var inlineImages: InlineImages
  /// The references of the links as written, as long as a base may follow.
  var references: [String] = []
  var captions = CaptionTracker()
  var variants = VariantGroups()
  var rights = PageRights()
  /// The kind of the current element.
  var tag: PageTag?
  /// The caption from the current element's attributes, read once.
  var caption: Caption?

  let document: WebAddress
  var hasBase = false
  private var language: String?
  /// The language of a `meta` element, which counts if the root element states none.
  private var defaultLanguage: String?
  private var directives: [PageDirective] = []
  /// The policy of the page for what comes after its `meta name=referrer`.
  var referrerPolicy: ReferrerPolicy?
  private var title: BoundedTitle?
  private var isInTitle = false
  private var svgDepth = 0
  private var noscriptDepth = 0
  private var templateDepth = 0

  /// The kind of script whose content comes next; `nil` if it is of no interest.
  var script: ScriptKind?
  /// The index of the first link of the open `picture`.
  var picture: Int?
  /// The index of the link of the open `a`, until an image is found in it.
  var anchor: Int?

  var nesting = 0
  var innerDocuments = 0
  /// The prefix of each `via` in an embedded document.
  var outerContext = ""
  /// Whether the embedded document is in a script.
  var isInScript = false
  /// Whether only images count, as in data for a script.
  var takesOnlyImages = false

  init(
    base: WebAddress, of byteCount: Int, queryEncoder: AddressReader.QueryEncoder? = nil,
    takesInlineImages: Bool = false
  ) {
    inlineImages = InlineImages(isWanted: takesInlineImages)
    resolver = ReferenceResolver(base: base, of: byteCount)
    resolver.queryEncoder = queryEncoder
    document = base
  }

  /// Reports the links, in document order, and returns the facts about the page.
  mutating func finish(
    encoding: String, teaching known: (any KnownLinks)? = nil, _ found: (Link) -> Void
  ) -> DocumentFacts {
    captions.finish(&links)
    endPicture()
    variants.close(&links)
    if variants.foundLesser { VariantGroups.settle(&links) }
    markOtherSizes()
    rights.finish(resolver, &links)
    // A span borrows each link; an array would copy it.
    let all = links.span
    for index in all.indices { found(all[index]) }
    if let known, !hasBase {
      for index in all.indices
      where all[index].kind == .page && !ImagePath.isImage(references[index].trimmingHTMLSpace) {
        known.learn(references[index].utf8.span, all[index])
      }
    }
    var facts = DocumentFacts(
      kind: .page, title: title?.text, base: resolver.base,
      language: language ?? defaultLanguage, encoding: encoding, linkCount: links.count,
      isCut: resolver.isCut)
    facts.directives = directives
    return facts
  }

  // MARK: Events

  mutating func startElement(_ element: HTMLElement) {
    caption = nil
    let rules = ElementRules.of(element.name)
    let tag = rules.tag
    self.tag = tag
    if nesting == 0 { captions.start(tag, element, &links) }
    switch tag {
    case .anchor: anchor = nil
    case .base: if isOfPage { readBase(element) }
    case .html where language == nil && nesting == 0:
      language = (element["lang"] ?? element["xml:lang"]).map(DeclaredLanguage.attribute)
    case .figure where isOfPage, .article where isOfPage: rights.beginScope(at: links.count)
    case .noscript: noscriptDepth += 1
    case .template: templateDepth += 1
    case .svg: svgDepth += 1
    case .picture:
      endPicture()
      picture = links.count
    case .script: script = ScriptKind(of: element)
    case .meta where nesting == 0: readDirective(element)
    case .title where title == nil && svgDepth == 0 && nesting == 0:
      title = BoundedTitle()
      isInTitle = true
    default: break
    }
    guard element.attributeCount > 0 else { return }
    let first = links.count
    readAttributes(of: element, rules.sources)
    if tag == .anchor { noteAnchor(from: first) }
  }

  mutating func endElement(_ name: MarkupName) {
    let tag = ElementRules.tag(of: name)
    switch tag {
    case .anchor: anchor = nil
    case .figure where isOfPage, .article where isOfPage: rights.endScope(&links)
    case .noscript: noscriptDepth = max(0, noscriptDepth - 1)
    case .template: templateDepth = max(0, templateDepth - 1)
    case .svg: svgDepth = max(0, svgDepth - 1)
    case .picture: endPicture()
    case .title: isInTitle = false
    default: break
    }
    if nesting == 0 { captions.end(tag, &links) }
  }

  mutating func characters(_ text: Span<UInt8>) {
    if isInTitle {
      title?.append(text)
    } else if nesting == 0 {
      captions.characters(text)
    }
  }

  mutating func rawText(of name: MarkupName, _ text: Span<UInt8>) {
    if name == "style" {
      readCSS(text, Via("style[url]", .embedded))
    } else if let script {
      self.script = nil
      read(text, as: script)
    }
  }

  mutating func comment(_ text: Span<UInt8>) {
    // "[if IE]>" and what old browsers read after it.
    guard let end = text.firstIndex(of: "]>") else { return }
    readDocument(text.extracting((end + 2)...), context: "comment/")
  }

  // MARK: Context

  /// Whether the current position belongs to the page itself, and not to an embedded part.
  var isOfPage: Bool {
    nesting == 0 && noscriptDepth == 0 && templateDepth == 0 && svgDepth == 0
  }

  func inContext(_ via: Via) -> Via {
    guard noscriptDepth > 0 || !outerContext.isEmpty else { return via }
    let context = noscriptDepth > 0 ? "\(outerContext)noscript/" : outerContext
    return Via("\(context)\(via)", isInScript ? .script : via.role)
  }

  /// What a link in an attribute of the element at hand is to the document.
  var role: Via.Role {
    switch tag {
    case .anchor, .area: .hyperlink
    case .script: .script
    case .meta: .metadata
    default: .embedded
    }
  }

  private mutating func readDirective(_ element: HTMLElement) {
    guard let content = element["content"] else { return }
    guard let name = element["name"]?.trimmingHTMLSpace.lowercased() else {
      if element["http-equiv"]?.lowercased() == "content-language" {
        defaultLanguage = DeclaredLanguage.header(content) ?? defaultLanguage
      }
      return
    }
    if name == "referrer" {
      referrerPolicy = ReferrerPolicy(meta: content) ?? referrerPolicy
      return
    }
    guard directives.count < Self.maximumDirectives, Self.directiveNames.contains(name) else {
      return
    }
    directives.append(PageDirective(name: name, content: content))
  }

  /// The maximum number of directives read from a page.
  private static let maximumDirectives = 32
  private static let directiveNames: Set<String> = [
    "robots", MagpieVersion.productToken, "tdm-reservation", "tdm-policy",
  ]

  /// Ends the group of candidates of a `picture`.
  mutating func endPicture() {
    guard picture != nil else { return }
    picture = nil
    variants.close(&links)
  }
}

/// The text of a title, up to a limit.
private struct BoundedTitle {
  private var bytes: [UInt8] = []

  mutating func append(_ text: Span<UInt8>) {
    for index in 0..<min(text.count, max(0, LinkFinder.maximumTitleLength - bytes.count)) {
      bytes.append(text[index])
    }
  }

  var text: String {
    // A truncated title may end inside a character, which becomes U+FFFD.
    bytes.split(whereSeparator: \.isASCIIWhitespace)
      .map { String(decoding: $0, as: UTF8.self) }
      .joined(separator: " ")
  }
}
