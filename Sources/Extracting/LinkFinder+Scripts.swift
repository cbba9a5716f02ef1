import CrawlModel
import Markup

// Links in scripts and in embedded documents.
extension LinkFinder {
  mutating func read(_ text: Span<UInt8>, as kind: ScriptKind) {
    switch kind {
    case .jsonLD: JSONLDImages.scan(text) { add($0, .image, Via("json-ld", .embedded)) }
    case .json: readJSON(text, Via("script[json]", .script))
    case .other: ScriptStrings.scan(text) { add($0, .image, Via("script[string]", .script)) }
    }
  }

  mutating func readJSON(_ text: Span<UInt8>, _ via: Via) {
    JSONImages.scan(text) { finding in
      switch finding {
      case .address(let reference): add(reference, .image, via)
      case .srcset(let value): Srcset.parse(value.utf8.span) { add($0.url, .image, via) }
      case .script(let script): ScriptStrings.scan(script.utf8.span) { add($0, .image, via) }
      case .markup(let markup):
        let tookOnlyImages = takesOnlyImages
        takesOnlyImages = true
        readDocument(markup.utf8.span, in: via)
        takesOnlyImages = tookOnlyImages
      }
    }
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
    let sink = HTMLLinkSink(LinkFinder(base: document))
    swap(&self, &sink.finder)
    _ = try? HTMLReader([.conditionalComments, .rawText]).read(text, into: sink)
    swap(&self, &sink.finder)
    // A group of the inner document must not continue in the outer one.
    endPicture()
    (outerContext, script, picture, anchor, caption, tag) = outer
    nesting -= 1
  }
}
