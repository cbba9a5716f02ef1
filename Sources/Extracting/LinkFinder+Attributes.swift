import Bytes
import CrawlModel
import Markup

extension LinkFinder {
  mutating func readAttributes(of element: HTMLElement, _ sources: [LinkSource]) {
    var words = ElementWords()
    let first = links.count
    let shown = tag == .image ? picture ?? first : first
    for index in 0..<element.attributeCount {
      if read(element, index, sources, &words) { continue }
      readUnknown(element, index)
    }
    if links.count > first {
      // A picture is shown by its image, whose policy holds for its sources, too.
      apply(ownPolicy(of: element, &words), from: shown)
    }
    if let picture, tag == .image {
      let caption = self.caption(of: element)
      for index in picture..<links.count where links[index].kind == .image {
        links[index].caption.complete(from: caption)
      }
      // A picture shows one image, and only the sources before it count; its end tag may be
      // missing.
      endPicture()
    }
    if picture == nil { variants.close(&links) }
    if let alternative = caption?.alternative { place(alternative, from: shown) }
    switch tag {
    case .anchor, .area, .link, .meta: readRights(element, &words)
    default: break
    }
    if tag == .anchor || tag == .area, links.count > first,
      words.ofRel(element).contains("nofollow")
    {
      for index in first..<links.count { links[index].isNofollow = true }
    }
  }

  /// The policy that an element states for its own links (HTML §2.5.5, §4.6.6.11).
  private func ownPolicy(
    of element: HTMLElement, _ words: inout ElementWords
  ) -> ReferrerPolicy? {
    switch tag {
    case .anchor, .area:
      if words.ofRel(element).contains("noreferrer") { return .noReferrer }
    case .image, .link: break
    // Only an `iframe` has one of the others.
    default: if element.name != Self.frame { return nil }
    }
    return element[.referrerPolicy].flatMap { ReferrerPolicy(word: $0) }
  }

  private mutating func apply(_ policy: ReferrerPolicy?, from first: Int) {
    guard let policy else { return }
    for index in first..<links.count { links[index].referrerPolicy = policy }
  }

  /// Reads an attribute according to the table; returns `false` if the table does not list it.
  private mutating func read(
    _ element: HTMLElement, _ index: Int, _ sources: [LinkSource], _ words: inout ElementWords
  ) -> Bool {
    let name = element.attributeName(at: index)
    var value: String?
    for line in sources.indices where sources[line].attribute == name {
      let text = value ?? element.attributeValue(at: index)
      value = text
      guard sources[line].condition.holds(for: element, value: text, &words) else { continue }
      read(text, as: sources[line], of: element)
      return true
    }
    return false
  }

  private mutating func read(_ value: String, as source: LinkSource, of element: HTMLElement) {
    let via = source.via ?? Via("\(element.name)[\(source.attribute)]", role)
    switch source.syntax {
    case .address where source.kind == .page && ScriptAddress.isLikely(value.utf8.span):
      let code = ScriptAddress.code(value)
      ScriptStrings.scan(code.utf8.span, in: .handler) { add($0, .image, via, of: element) }
    case .address:
      addAddress(value, source.kind, via, Self.words(of: source.attribute), of: element)
    case .srcset:
      addCandidates(value, source.kind, via, Self.words(of: source.attribute), of: element)
    case .css:
      readCSS(value.utf8.span, via)
    case .refresh:
      if let reference = Refresh.reference(value) { add(reference, source.kind, via) }
    case .document:
      readDocument(value.utf8.span)
    }
  }

  // MARK: Non-standard attributes

  private mutating func readUnknown(_ element: HTMLElement, _ index: Int) {
    let name = element.attributeName(at: index)
    let isData = name.hasPrefix(Self.data)
    let showsImage = shows(element)
    if !isData {
      if name.hasPrefix(Self.on) { return readHandler(element, index) }
      guard showsImage, !Self.wellKnown.contains(name), !name.hasPrefix(Self.aria) else { return }
    }
    let value = element.attributeValue(at: index)
    let text = element.attributeText(at: index)
    guard let syntax = LazyAttribute.syntax(of: value, named: text, showsImage: showsImage)
    else { return }
    let via = Via("\(element.name)[\(text)]", role)
    switch syntax {
    case .address: addAddress(value, .image, via, AttributeWords(text), of: element)
    case .srcset: addCandidates(value, .image, via, AttributeWords(text), of: element)
    case .css:
      readCSS(value.utf8.span, via)
    case .list(let list): addList(list, .image, via, AttributeWords(text), of: element)
    case .data: readData(value, via)
    case .markup: readDocument(value.utf8.span, in: via)
    }
  }

  private mutating func readHandler(_ element: HTMLElement, _ index: Int) {
    let value = element.attributeValue(at: index)
    guard value.utf8.contains(UInt8(ascii: ".")) else { return }
    let via = Via("\(element.name)[\(element.attributeText(at: index))]", role)
    ScriptStrings.scan(value.utf8.span, in: .handler) { add($0, .image, via, of: element) }
  }

  /// Whether an element itself shows an image.
  func shows(_ element: HTMLElement) -> Bool {
    switch tag {
    case .image: true
    case .source: picture != nil
    case .input: element["type"]?.trimmingHTMLSpace.lowercased() == "image"
    default: false
    }
  }

  private static let frame: MarkupName = "iframe"
  private static let data: MarkupName = "data-"
  private static let on: MarkupName = "on"
  private static let aria: MarkupName = "aria-"
  private static let lowSource: MarkupName = "lowsrc"

  /// Attributes of images that contain no address or are in the table.
  static let wellKnown: Set<MarkupName> = [
    "src", "srcset", "alt", "title", "id", "name", "class", "style", "usemap", "label", "value",
    "type", "media", "sizes", "width", "height", "loading", "decoding", "href", "xlink:href",
    "longdesc", "itemprop", "itemtype", "itemid", "property", "role", "content", "rel", "lowsrc",
    "slot", "part", "is", "referrerpolicy", "summary", "caption", "placeholder", "about",
    "resource", "typeof",
  ]

  // MARK: Candidates

  /// Returns the words of a non-standard attribute; `nil` for standard ones.
  private static func words(of attribute: MarkupName) -> AttributeWords? {
    guard attribute.hasPrefix(data) || attribute == lowSource else { return nil }
    return AttributeWords(attribute == lowSource ? "low" : attribute.description)
  }

  private mutating func addAddress(
    _ value: String, _ kind: Link.Kind, _ via: Via, _ words: AttributeWords?,
    of element: HTMLElement
  ) {
    if let words, kind == .image, addSeveral(value, via, words, of: element) { return }
    if words != nil, LazyAttribute.isTemplate(value) {
      guard !resolver.isCut, let widths = element["data-widths"] else { return }
      for (reference, width) in WidthTemplate.fill(value, widths: widths) {
        let link = add(reference, kind, via, of: element)
        note(link, VariantRank(tier: .measured, size: Double(width)), words, of: element)
      }
      return
    }
    let link = add(value, kind, via, of: element)
    guard kind == .image else { return }
    let rank = VariantRank(tier: words?.tier ?? .plain, size: words == nil ? 1 : 2)
    note(link, rank, words, of: element)
  }

  /// Reads the value of a lazy attribute as several references; returns `false` if it is none or
  /// one.
  private mutating func addSeveral(
    _ value: String, _ via: Via, _ words: AttributeWords, of element: HTMLElement
  ) -> Bool {
    if addData(value, via) { return true }
    guard value.utf8.span.hasSeparator,
      let list = ReferenceList.candidates(value[...], areImages: true)
    else { return false }
    addList(list, .image, via, words, of: element)
    return true
  }

  /// Reads the value of a lazy attribute as an array or object; returns `false` if it is neither.
  private mutating func addData(_ value: String, _ via: Via) -> Bool {
    let text = value.trimmingHTMLSpace
    guard let first = text.utf8.first, first == "{" || first == "[",
      !LazyAttribute.isUnfilled(text)
    else { return false }
    readData(value, via)
    return true
  }

  private mutating func addCandidates(
    _ value: String, _ kind: Link.Kind, _ via: Via, _ words: AttributeWords?,
    of element: HTMLElement
  ) {
    guard words == nil else {
      // Scripts do not always follow the standard.
      if addData(value, via) { return }
      let list = ReferenceList.candidates(value[...], isSrcset: true) ?? []
      return addList(list, kind, via, words, of: element)
    }
    let sizes = Caption.sizes(of: element)
    Srcset.parse(value.utf8.span) { add($0, kind, via, nil, of: element, sizes) }
  }

  private mutating func addList(
    _ list: [Srcset.Candidate], _ kind: Link.Kind, _ via: Via, _ words: AttributeWords?,
    of element: HTMLElement
  ) {
    let sizes = Caption.sizes(of: element)
    for candidate in list where !LazyAttribute.isTemplate(candidate.url) {
      add(candidate, kind, via, words, of: element, sizes)
    }
  }

  private mutating func add(
    _ candidate: Srcset.Candidate, _ kind: Link.Kind, _ via: Via, _ words: AttributeWords?,
    of element: HTMLElement, _ sizes: String?
  ) {
    let own = kind == .image ? caption(of: element).ofCandidate(sizes: sizes) : Caption()
    let link = add(candidate.url, kind, via, own)
    var rank = VariantRank(tier: words?.tier ?? .plain, size: 2)
    if let width = candidate.width {
      rank = VariantRank(tier: .measured, size: Double(width))
    } else if let density = candidate.density {
      rank = VariantRank(tier: .measured, size: density * Double(caption?.width ?? 1))
    } else if let words, !words.isSrcset {
      // Without sizes, these are the images of a gallery, each another one.
      return
    }
    note(link, rank, words, of: element)
  }

  /// Lets one of the links of an element have the text that stands for the image, and one be the
  /// fallback if there are candidates.
  private mutating func place(_ alternative: Alternative, from first: Int) {
    guard links.count - first > 1 || links.last?.caption.showing == .candidate else { return }
    var place: Int?
    var hasCandidates = false
    for index in first..<links.count where links[index].kind == .image {
      if links[index].caption.showing == .candidate {
        hasCandidates = true
      } else if place == nil {
        place = index
      } else {
        links[index].caption.alternative = nil
      }
    }
    if let place, hasCandidates { links[place].caption.showing = .fallback }
    if place == nil, first < links.count { links[first].caption.alternative = alternative }
  }

  /// Adds a candidate to its group, if it has one.
  private mutating func note(
    _ link: Int?, _ rank: VariantRank, _ words: AttributeWords?, of element: HTMLElement
  ) {
    guard let link else { return }
    if shows(element) || tag == .link {
      guard !(words?.isAnotherPicture ?? false) else { return }
      variants.add(link: link, rank)
    } else if let words, picture == nil {
      variants.add(link: link, rank, stem: words.stem + "-")
    }
  }
}
