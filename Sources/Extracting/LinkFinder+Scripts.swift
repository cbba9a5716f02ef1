import CrawlModel
import Markup

// Links in scripts and in embedded documents.
extension LinkFinder {
  mutating func read(_ text: Span<UInt8>, as kind: ScriptKind) {
    switch kind {
    case .jsonLD:
      let via = Via("json-ld", .metadata)
      let hasRights = JSONLDImages.scan(text) { reference in
        guard reference.utf8.span.hasSeparator,
          let list = ReferenceList.candidates(reference[...])
        else { return _ = add(reference, .image, via) }
        for candidate in list { add(candidate.url, .image, via) }
      }
      if hasRights, isOfPage { rights.add(JSONLDRights.images(in: text)) }
    case .json: readJSON(text, Via("script[json]", .script))
    case .other: ScriptStrings.scan(text) { add($0, .image, Via("script[string]", .script)) }
    }
  }

  /// Reads an object or array in an attribute: JSON, code of a script, or a list in brackets.
  mutating func readData(_ value: String, _ via: Via) {
    // Some pages escape it twice.
    let isEscaped = value.utf8.span.firstIndex(of: "&quot;", within: 32) != nil
    let value = isEscaped ? value.replacing("&quot;", with: "\"") : value
    let first = links.count
    readJSON(value.utf8.span, via, in: .attribute)
    guard links.count == first else { return }
    // Scripts also use single quotation marks.
    if !value.utf8.contains(UInt8(ascii: "\"")) {
      ScriptStrings.scan(value.utf8.span, in: .handler) { add($0, .image, via) }
    }
    guard links.count == first else { return }
    for candidate in ReferenceList.candidates(value[...]) ?? [] { add(candidate.url, .image, via) }
  }

  mutating func readJSON(_ text: Span<UInt8>, _ via: Via, in place: JSONImages.Place = .script) {
    var hasImageObjects = false
    JSONImages.scan(text, in: place) { finding in
      switch finding {
      case .imageObject: hasImageObjects = true
      case .address(let reference): add(reference, .image, via)
      case .list(let list): for candidate in list { add(candidate.url, .image, via) }
      case .script(let script): ScriptStrings.scan(script.utf8.span) { add($0, .image, via) }
      case .markup(let markup):
        let tookOnlyImages = takesOnlyImages
        takesOnlyImages = true
        readDocument(markup.utf8.span, in: via)
        takesOnlyImages = tookOnlyImages
      }
    }
    guard hasImageObjects else { return }
    JSONLDImages.scan(text, onlyObjects: true) { add($0, .image, via) }
  }

  /// Reads the embedded document at a place of this one, within the limits.
  mutating func readDocument(_ text: Span<UInt8>, in place: Via) {
    let wasInScript = isInScript
    if place.role == .script { isInScript = true }
    readDocument(text, context: "\(place)/")
    isInScript = wasInScript
  }

  /// Reads an embedded document, within the limits.
  mutating func readDocument(_ text: Span<UInt8>, context: String = "") {
    guard nesting < Self.maximumNesting else { return }
    guard innerDocuments < Self.maximumInnerDocuments else {
      resolver.cut()
      return
    }
    innerDocuments += 1
    nesting += 1
    let outer = (outerContext, script, picture, anchor, caption, tag)
    outerContext += context
    script = nil
    picture = nil
    anchor = nil
    // If there is no memory for another parser, this part is skipped.
    let sink = HTMLLinkSink(LinkFinder(base: document, of: 0))
    swap(&self, &sink.finder)
    _ = try? HTMLReader([.conditionalComments, .rawText]).read(text, into: sink)
    swap(&self, &sink.finder)
    // A group of the inner document must not continue in the outer one.
    endPicture()
    (outerContext, script, picture, anchor, caption, tag) = outer
    nesting -= 1
  }
}
