import Bytes

extension HTMLRepair {
  /// How the content of an element that is not markup is handled.
  enum Content {
    /// It is copied; libxml2 knows that it is not markup.
    case style
    /// It is copied with every "<" escaped.
    case title
    /// It is omitted unless requested.
    case script
    case dropped

    /// Returns `nil` if the content is markup.
    init?(of name: MarkupName) {
      guard let code = Self.names.code(of: name) else { return nil }
      self = Self.contents[Int(code)]
    }

    /// The elements whose content is not markup.
    static let all: KeyValuePairs<MarkupName, Content> = [
      "script": .script, "style": .style, "title": .title, "textarea": .dropped,
      "xmp": .dropped, "iframe": .dropped, "noembed": .dropped, "plaintext": .dropped,
    ]

    // One lookup per tag instead of a comparison with each name.
    private static let (names, contents): (NameTable, [Content]) = {
      var names = NameTable(capacity: 16)
      for (name, _) in all { _ = names.add(name) }
      return (names, all.map(\.value))
    }()
  }

  /// Whether "/>" ends an element whose content is text, as in XHTML and SVG.
  var takesEmptyElements: Bool { svgDepth > 0 || options.contains(.emptyElements) }

  /// Records a start tag, before its content is read.
  mutating func noteStartTag(_ name: MarkupName, isSelfClosing: Bool) {
    noteStartTag(isSVG: name == Self.svg, isSelfClosing: isSelfClosing)
  }

  @inline(__always)
  mutating func noteStartTag(isSVG: Bool, isSelfClosing: Bool) {
    hasStarted = true
    if isSVG, !isSelfClosing { svgDepth += 1 }
  }

  /// Records an end tag; returns `false` if it is omitted.
  mutating func noteEndTag(_ name: MarkupName) -> Bool {
    if name == Self.svg, svgDepth > 0 { svgDepth -= 1 }
    // When its stack is empty, libxml2 treats the document as ended and stops.
    return hasStarted && name != Self.html && name != Self.body
  }

  /// Reads the content of an element that is not markup, if the tag just copied begins one.
  mutating func readContent(
    _ content: Content?, of name: MarkupName, from start: Int, isRead: Bool
  ) {
    let wantsRawText = options.contains(.rawText) && (content == .script || content == .style)
    guard let content, isRead else {
      // One for each start tag, so that they cannot be confused.
      if wantsRawText { rawTexts.append(start..<start) }
      return
    }
    let end = endOfContent(name, from: start)
    switch content {
    case .script, .style:
      if wantsRawText {
        rawTexts.append(start..<end)
      } else if content == .style {
        copy(start..<end)
      }
    case .title:
      copyAsText(start..<end)
    case .dropped:
      break
    }
    position = end
  }

  /// Returns the offset of the end tag of an element whose content is text; the end of the text if
  /// there is none.
  func endOfContent(_ name: MarkupName, from start: Int) -> Int {
    switch name {
    case "plaintext": text.count
    case "script": endOfScript(from: start)
    default: endTag(name, from: start)
    }
  }

  private func endTag(_ name: MarkupName, from start: Int) -> Int {
    var at = start
    while true {
      at = find("<", from: at)
      guard at < text.count else { return text.count }
      if has("/", at: at + 1), isName(name, at: at + 2) { return at }
      at += 1
    }
  }

  /// The script data states, §13.2.5.4 and §13.2.5.15 to 31: after `<!--` and `<script`, an end tag
  /// only closes that inner script, until `-->`.
  private func endOfScript(from start: Int) -> Int {
    var at = start
    var isEscaped = false
    var isDoubleEscaped = false
    while at < text.count {
      switch text[at] {
      case "<":
        if has("/", at: at + 1), isName("script", at: at + 2) {
          if !isDoubleEscaped { return at }
          isDoubleEscaped = false
        } else if isEscaped, isName("script", at: at + 1) {
          isDoubleEscaped = true
        } else if !isEscaped, has("!--", at: at + 1) {
          isEscaped = true
          // The dashes may also belong to "-->".
          at += 1
        }
        at += 1
      case "-" where isEscaped && has("-->", at: at):
        isEscaped = false
        isDoubleEscaped = false
        at += 3
      default:
        // Only "<" matters outside an escaped part.
        at = isEscaped ? at + 1 : find("<", from: at)
      }
    }
    return text.count
  }

  /// Whether a tag name begins at `index` and ends there, ignoring case.
  private func isName(_ name: MarkupName, at index: Int) -> Bool {
    var end = index
    while end < text.count, end - index <= MarkupName.capacity, text[end].isASCIILetter {
      end += 1
    }
    guard end < text.count, text[end].isASCIIWhitespace || text[end] == "/" || text[end] == ">"
    else {
      return false
    }
    return MarkupName(lowering: UnsafeBufferPointer(rebasing: text[index..<end])) == name
  }
}
