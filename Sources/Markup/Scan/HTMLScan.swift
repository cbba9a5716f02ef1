import Bytes

/// Removes from a page what cannot matter to a sink, so that libxml2 reads only the rest.
///
/// Removed are: text that is not wanted, tags that only change libxml2's stack of open elements,
/// attributes that are not used, and comments. From the rest libxml2 produces the same relevant
/// events as from the whole page.
///
/// **Why the result is the same.** The tokens are those of `HTMLRepair`, whose output libxml2 reads
/// otherwise; only what is written for each token differs. `OpenElements` holds the *full stack*:
/// the one libxml2 would have after the whole page so far. It marks the elements that were written;
/// those are the *actual stack* of libxml2. So the actual stack is the full one with some elements
/// missing, and:
///
/// - A written element that leaves the full stack gets an end tag of its own. It is then on top of
///   the actual stack, because all elements above it are gone, so the tag ends it and no other. So
///   each end event comes at its place, and stray end tags are never needed.
/// - On the actual stack, a start tag would first end the elements on top that cannot contain it.
///   Those on the full stack have ended already, by the rule before. If the top of the actual stack
///   cannot contain the tag, but a removed element is between them, that element is written first
///   (`shield`). Each element was opened directly in the one below it, so writing them in order ends
///   none.
/// - Once there is a body nothing is implied: libxml2 neither opens an element for a start tag nor a
///   paragraph for text. Before that everything is written, so both stacks are equal.
/// - Text joined by removing a tag between stays the same text, unless this would create a character
///   reference; then an empty comment separates the parts.
/// - An element whose start tag was removed does not matter, by the contract of `HTMLInterest`.
///   Attributes of the same name are removed together, or kept together if the value decides.
/// - An `a` in which only text was written, and whose text is not wanted, becomes an empty element.
///   If the sink knows its reference, it is removed like any other element that does not matter: no
///   text is wanted there, so it is not inside another `a` with an address, which it would end, and
///   without a `base` its reference means the same as in other documents. What was written of it is
///   removed again at its end tag; if that follows after text only, it is not written at all.
/// - An end tag that names the innermost element ends it and no other, whatever the priorities are;
///   only those of `html`, `head`, `body` and `svg` have other effects (`ElementFacts.isPlain`).
///
/// If any of this is not certain (a name libxml2 reads differently, a stack that is too deep, a body
/// that ends, misplaced tags before the body), the scan gives up, and the page is read in full.
/// `HTMLScanTests` and `ScanFuzzTests` compare the scan with the full reading.
struct HTMLScan {
  /// The versions of libxml2 for which this was verified.
  private static let provenVersions: Set<String> = ["2.9.14"]
  /// Whether the linked library is one of those.
  static let isProven = provenVersions.contains(MarkupLibrary.version)

  /// Provides the tokens and receives the output.
  var repair: HTMLRepair
  let text: UnsafeBufferPointer<UInt8>
  let interest: HTMLInterest
  var open = OpenElements()
  /// The attributes of the current tag to write, as many as it counts; stale ones of earlier tags
  /// after them.
  var attributes: [Attribute] = []
  /// Whether the page can be read from the output.
  var isSure = true
  /// Whether text was written since the last tag that may end inside a character reference.
  var mayEndInReference = false
  /// Whether the last thing libxml2 would read was text.
  private var endsInText = false
  /// Whether a tag was removed since the last one that was written.
  private var hasCutTag = false
  /// The number of written tags that do more than separate text.
  var written = 0
  /// The `a` that may become empty.
  var emptyAnchor: EmptyAnchor?
  /// The elements of this document that are not in the tables.
  private var unknownNames: NameTable?
  private var longNames: [[UInt8]: Int] = [:]
  private var blankCount = 0
  /// The links that may be omitted, and those that were.
  private let known: (any KnownReferences)?
  private(set) var leftOut = KnownLinkCount()
  /// Whether there was a `base`, which changes the meaning of every reference, including earlier
  /// ones.
  private var hasBase = false

  /// An `a` whose text is not wanted.
  struct EmptyAnchor {
    /// Its index among the open elements.
    var depth: Int
    /// The offsets of its tag in the output and of the tag's ">".
    var start: Int
    var end: Int
    /// Whether its link is known, and the length of the reference.
    var isKnown: Bool
    var referenceLength: Int
    /// The number of tags written before it.
    var written: Int
  }

  /// With more stray end tags libxml2's stack is cut, see `HTMLSession`.
  private static let strayEndTags = 8_000
  /// libxml2 may treat a longer run of white space before the body as text.
  private static let longestBlank = 500
  /// Elements with higher numbers are not in the tables.
  private static let firstUnknown = 0x4000
  private static let firstLong = 0x8000

  init(
    _ text: UnsafeBufferPointer<UInt8>, _ options: HTMLReader.Options, _ interest: HTMLInterest,
    leavingOut known: (any KnownReferences)? = nil
  ) {
    self.text = text
    self.interest = interest
    self.known = known
    repair = HTMLRepair(text, options)
    repair.output.reserveCapacity(text.count / 4)
    attributes.reserveCapacity(32)
  }

  /// Reads the whole page; returns `false` if it must be read in full instead.
  mutating func run() -> Bool {
    // libxml2 handles a byte order mark inside the text specially.
    guard !repair.has("\u{FEFF}", at: 0) else { return false }
    while repair.position < text.count {
      readToken()
      guard isSure, open.isUsual, open.strayEndTags < Self.strayEndTags else { return false }
    }
    if endsInText {
      // libxml2 handles the very end of a text specially, which removing text could change.
      return !hasCutTag
    }
    if hasCutTag { repair.output.append(contentsOf: Self.part.utf8) }
    return true
  }

  /// A comment without meaning, which separates text.
  private static let part = "<!--x-->"

  private mutating func readToken() {
    let start = repair.position
    let mark = repair.findNear("<", from: start)
    if start < mark { readText(start..<mark) }
    guard mark + 1 < text.count else {
      if mark < text.count { readLoneMark() }
      repair.position = text.count
      return
    }
    repair.position = mark
    switch text[mark + 1] {
    case let byte where byte.isASCIILetter: readStartTag(mark)
    case "/": readEndTag(mark)
    case "!" where repair.has("--", at: mark + 2):
      let length = repair.output.count
      repair.readComment()
      if repair.output.count > length {
        noteTag()
        written += 1
      }
    case "!", "?":
      repair.position = min(repair.find(">", from: mark + 2) + 1, text.count)
    default:
      readLoneMark()
      repair.position = mark + 1
    }
  }

  // MARK: Text

  private var wantsText: Bool { open.textTakers > 0 || !open.hasBody || interest.isWhole }

  private mutating func readText(_ range: Range<Int>) {
    guard wantsText else { return }
    if !open.hasBody, open.impliesParagraph { lookForParagraph(range) }
    repair.copy(range)
    endsInText = true
    if open.hasBody,
      repair.find("&", from: range.lowerBound, to: range.upperBound) < range.upperBound
    {
      mayEndInReference = true
    }
  }

  private mutating func readLoneMark() {
    guard wantsText else { return }
    if !open.hasBody, open.impliesParagraph { open.openParagraph() }
    repair.output.append(contentsOf: "&lt;".utf8)
    endsInText = true
    mayEndInReference = false
  }

  /// Whether libxml2 opens a paragraph for text in `html` or `head`.
  private mutating func lookForParagraph(_ range: Range<Int>) {
    var at = range.lowerBound
    while at < range.upperBound, text[at].isASCIIWhitespace, text[at] != 0x0C { at += 1 }
    blankCount += at - range.lowerBound
    if blankCount > Self.longestBlank { isSure = false }
    guard at < range.upperBound else { return }
    // References and invalid characters are handled specially.
    guard text[at] > 0x20, text[at] != "&", text[at] != 0xEF else {
      isSure = false
      return
    }
    open.openParagraph()
  }

  // MARK: Tags

  private mutating func readStartTag(_ mark: Int) {
    blankCount = 0
    var tag = Tag()
    guard readTag(nameAt: mark + 1, into: &tag) else {
      repair.position = text.count
      return
    }
    guard isSure else { return }
    repair.position = tag.end
    repair.noteStartTag(isSVG: tag.facts.isSVG, isSelfClosing: tag.isSelfClosing)
    let content = tag.facts.content
    let isRaw = content != nil && !(tag.isSelfClosing && repair.takesEmptyElements)
    let code = tag.code
    let isBeforeBody = !open.hasBody
    if isBeforeBody {
      open.pop(open.endedByStart(of: code))
      open.imply(before: code)
    } else {
      let count = open.endedByStart(of: code)
      for _ in 0..<count { endTop() }
    }
    if code <= ElementTable.body, open.ignores(code) {
      // With a slash libxml2 would end another element.
      if tag.isSelfClosing { isSure = false }
      if isBeforeBody { write(&tag, isSelfClosing: false, ofAnchor: false) } else { partText() }
      return
    }
    if tag.isSelfClosing, code <= ElementTable.body { isSure = false }
    let role = tag.facts.role
    let isInText = open.textTakers > 0
    let matters =
      tag.matters || isBeforeBody || !role.isDisjoint(with: [.events, .text])
      || (role.contains(.eventsInText) && isInText)
    let isEmpty = tag.facts.isEmpty
    let endsAtOnce = isEmpty || (tag.isSelfClosing && !isRaw)
    var element = OpenElements.Element(code: code, isWritten: matters, name: tag.name)
    if tag.isShort, tag.facts.isPlain { element.word = tag.key.first }
    if code == ElementTable.base {
      if leftOut.count > 0 { isSure = false }
      hasBase = true
    }
    if matters {
      shield(from: code)
      var isEmptyAnchor = !tag.reference.isEmpty && !isBeforeBody && !isInText && !endsAtOnce
      let isKnown = isEmptyAnchor && isKnown(tag.reference)
      if isKnown, let end = endOfText(before: tag.end) {
        // As below, and as at the end tag.
        written += 1
        emptyAnchor = nil
        repair.position = end
        mayEndInReference = false
        leaveOut(referenceLength: tag.reference.count)
        return
      }
      if isEmptyAnchor, !isKnown { isEmptyAnchor = !mayBeImage(tag.reference) }
      let start = repair.output.count
      write(&tag, isSelfClosing: endsAtOnce && !isEmpty, ofAnchor: isEmptyAnchor)
      if tag.matters || !role.isDisjoint(with: [.events, .text]) { written += 1 }
      if isEmptyAnchor {
        emptyAnchor = EmptyAnchor(
          depth: open.elements.count, start: start, end: repair.output.count - 1,
          isKnown: isKnown, referenceLength: tag.reference.count, written: written)
      }
      element.takesText =
        role.contains(.text)
        && (code != ElementTable.anchor || tag.mayHaveAddress || interest.isWhole)
    } else {
      partText()
    }
    if !endsAtOnce { open.push(element) }
    if content != nil { repair.readContent(content, of: tag.key, from: tag.end, isRead: isRaw) }
  }

  private mutating func readEndTag(_ mark: Int) {
    blankCount = 0
    if let name = MarkupName(plainTag: text, from: mark + 2), open.isTop(name) {
      let end = mark + 2 + name.shortLength
      if text[end] == ">", open.hasBody {
        repair.position = end + 1
        endsInText = false
        return endTop()
      }
    }
    guard mark + 2 < text.count, text[mark + 2].isASCIILetter else {
      repair.position = min(repair.find(">", from: mark + 2) + 1, text.count)
      return
    }
    guard let tag = readEndTag(nameAt: mark + 2) else {
      repair.position = text.count
      return
    }
    guard isSure else { return }
    repair.position = tag.end
    guard repair.noteEndTag(tag.key) else { return }
    endsInText = false
    guard open.hasBody else {
      open.pop(open.endedByEnd(of: tag.code))
      hasCutTag = false
      repair.copy(mark..<tag.name.upperBound)
      repair.output.append(UInt8(ascii: ">"))
      return
    }
    let count = open.endedByEnd(of: tag.code)
    for _ in 0..<count { endTop() }
    if count == 0 { partText() }
  }

  /// Removes the innermost element, and writes an end tag if its start tag was written.
  private mutating func endTop() {
    let element = open.pop()
    guard element.isWritten else { return partText() }
    if let anchor = emptyAnchor, anchor.depth == open.elements.count {
      emptyAnchor = nil
      if anchor.written == written {
        if anchor.isKnown {
          repair.output.removeSubrange(anchor.start...)
          // The text that might have ended in a reference is removed with it.
          mayEndInReference = false
          return leaveOut(referenceLength: anchor.referenceLength)
        }
        repair.output.removeSubrange(anchor.end...)
        repair.output.append(contentsOf: " />".utf8)
        noteTag()
        return
      }
    }
    repair.output.append(contentsOf: "</".utf8)
    writeName(of: element)
    repair.output.append(UInt8(ascii: ">"))
    noteTag()
  }

  /// Whether a link is known as a link to a page.
  private mutating func isKnown(_ reference: Range<Int>) -> Bool {
    guard let known, !hasBase else { return false }
    return known.isKnown(UnsafeBufferPointer(rebasing: text[reference]).span)
  }

  /// Removes an `a` whose link is known.
  private mutating func leaveOut(referenceLength: Int) {
    leftOut.count += 1
    leftOut.bytes += referenceLength
    partText()
  }

  /// Returns the end of an `a` that contains only text; `nil` for any other.
  @inline(__always)
  private func endOfText(before start: Int) -> Int? {
    guard open.hasRoom else { return nil }
    let mark = repair.findNear("<", from: start)
    guard mark + 3 < text.count, text[mark + 1] == "/", text[mark + 2] == "a", text[mark + 3] == ">"
    else { return nil }
    return mark + 4
  }

  /// Separates the text before and after a removed tag if they could form a reference.
  private mutating func partText() {
    endsInText = false
    hasCutTag = true
    guard mayEndInReference else { return }
    mayEndInReference = false
    repair.output.append(contentsOf: Self.part.utf8)
  }

  /// Records that a tag was written.
  mutating func noteTag() {
    endsInText = false
    hasCutTag = false
    mayEndInReference = false
  }

  /// Returns the number of an element; `nil` if there are too many.
  mutating func code(of key: MarkupName, _ name: Range<Int>) -> ElementTable.Code? {
    if name.count <= MarkupName.capacity {
      if let code = interest.elements.code(of: key) { return code }
      if unknownNames == nil { unknownNames = NameTable(capacity: 64) }
      return unknownNames?.add(key).map { $0 + UInt16(Self.firstUnknown) }
    }
    let bytes = text[name].map(\.lowercasedASCII)
    guard longNames.count < 1024 else { return nil }
    let number = longNames[bytes] ?? longNames.count
    longNames[bytes] = number
    return UInt16(Self.firstLong + number)
  }
}
