/// Cuts out of a page what cannot matter to a sink, so that libxml2 reads only what is left.
///
/// What is cut: text that nobody wants, tags that change nothing but libxml2's stack of open
/// elements, attributes that nobody looks at, and comments. What is left, read by libxml2, gives the
/// sink the same events that matter as the whole page would.
///
/// **Why it is the same.** The tokens are those of `HTMLRepair`, whose output is what libxml2 reads
/// otherwise; only what is written for each differs. `OpenElements` holds the stack that libxml2
/// would have after the whole page so far, and marks in it the elements that were written, which
/// are libxml2's stack in fact. So the second is the first with some elements missing, and:
///
/// - An element that is taken off the first and was written gets an end tag of its own. It is then
///   on top of the second, because all that stood above it is gone, so the tag ends it and no other.
///   Thus each end event comes at its place, and stray end tags are never needed.
/// - A start tag would, in the second, first end the elements on top that cannot hold it. Those of
///   the first are ended already, by the rule before. If the element on top of the second could not
///   hold the tag either, but an element that was cut stands between them, that one is written first
///   (`shield`). Each element was opened directly in the one below it, so writing those in order
///   ends none.
/// - Once there is a body nothing is implied: libxml2 neither opens an element for a start tag nor
///   a paragraph for text. Before that everything is written, so both stacks are one.
/// - Text that is joined because a tag between was cut stays the same text, except where a
///   character reference would come to be; an empty comment parts it there.
/// - Of an element whose start tag is cut nothing is missed by the promise of `HTMLInterest`.
///   Attributes of one name are cut together, or kept together where the value decides.
/// - An `a` in which nothing but text was written, whose text nobody wants, becomes an empty element.
///   Where its reference is known to the sink it is cut like any other element that does not matter:
///   no text is wanted there, so it stands in no other `a` with an address, which it would end, and
///   without a `base` its reference means what it meant elsewhere.
///   What was written of it is taken back at its end tag, so if that follows after nothing but text,
///   it is not written in the first place.
/// - An end tag that names the innermost element ends it and no other, whatever the priorities are;
///   only `html`, `head`, `body` and `svg` mean more than that (`ElementFacts.isPlain`).
///
/// Where any of that is not certain (a name libxml2 reads otherwise, a stack too deep, a body that
/// ends, tags before the body that are out of place), the scan gives up, and the page is read in
/// full. `HTMLScanTests` and `ScanFuzzTests` hold all of it against the full reading.
struct HTMLScan {
  /// The versions of libxml2 of which all this was shown.
  private static let provenVersions: Set<String> = ["2.9.14"]
  /// Whether the library at hand is one of those.
  static let isProven = provenVersions.contains(MarkupLibrary.version)

  /// Gives tokens, and takes what is written.
  var repair: HTMLRepair
  let text: UnsafeBufferPointer<UInt8>
  let interest: HTMLInterest
  var open = OpenElements()
  /// The attributes of the tag at hand that are written, as many as it says; then those of others.
  var attributes: [Attribute] = []
  /// Whether the page can be read by what is written.
  var isSure = true
  /// Whether text was written since the last tag that may end within a character reference.
  var mayEndInReference = false
  /// Whether text was the last that libxml2 would read.
  private var endsInText = false
  /// Whether a tag was cut since the last that was written.
  private var hasCutTag = false
  /// How many tags were written that matter for more than where text is parted.
  var written = 0
  /// The `a` that may become empty.
  var emptyAnchor: EmptyAnchor?
  /// The elements of this document that are in no table.
  private var unknownNames: NameTable?
  private var longNames: [[UInt8]: Int] = [:]
  private var blankCount = 0
  /// The links that may be left out, and those that were.
  private let known: (any KnownReferences)?
  private(set) var leftOut = KnownLinkCount()
  /// Whether there was a `base`, which gives every reference another meaning, earlier ones too.
  private var hasBase = false

  /// An `a` whose text nobody wants.
  struct EmptyAnchor {
    /// Its place among the open elements.
    var depth: Int
    /// Where its tag was written, and the ">" of that.
    var start: Int
    var end: Int
    /// Whether its link is known; how long the reference is.
    var isKnown: Bool
    var referenceLength: Int
    /// How many tags were written up to it.
    var written: Int
  }

  /// More stray end tags make libxml2's stack be cut, see `HTMLSession`.
  private static let strayEndTags = 8_000
  /// A longer run of blanks before the body may be text to libxml2.
  private static let longestBlank = 500
  /// Elements of other numbers are in no table.
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

  /// Reads all of the page; `false` where it must be read in full instead.
  mutating func run() -> Bool {
    // A mark within the text is read by libxml2 in its own way.
    guard !repair.has("\u{FEFF}", at: 0) else { return false }
    while repair.position < text.count {
      readToken()
      guard isSure, open.isUsual, open.strayEndTags < Self.strayEndTags else { return false }
    }
    if endsInText {
      // The very end of a text is read in a way of its own, which a cut could change.
      return !hasCutTag
    }
    if hasCutTag { repair.output.append(contentsOf: Self.part.utf8) }
    return true
  }

  /// A comment that means nothing to anybody.
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

  /// Whether text in `html` or `head` is what libxml2 opens a paragraph for.
  private mutating func lookForParagraph(_ range: Range<Int>) {
    var at = range.lowerBound
    while at < range.upperBound, text[at].isHTMLSpace, text[at] != 0x0C { at += 1 }
    blankCount += at - range.lowerBound
    if blankCount > Self.longestBlank { isSure = false }
    guard at < range.upperBound else { return }
    // References and characters that are none are read in ways of their own.
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

  /// Takes the innermost element off, with an end tag where it was written.
  private mutating func endTop() {
    let element = open.pop()
    guard element.isWritten else { return partText() }
    if let anchor = emptyAnchor, anchor.depth == open.elements.count {
      emptyAnchor = nil
      if anchor.written == written {
        if anchor.isKnown {
          repair.output.removeSubrange(anchor.start...)
          // The text that might have ended in a reference is gone with it.
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

  /// Whether a link is known as one to a page.
  private mutating func isKnown(_ reference: Range<Int>) -> Bool {
    guard let known, !hasBase else { return false }
    return known.isKnown(UnsafeBufferPointer(rebasing: text[reference]).span)
  }

  /// Cuts an `a` whose link is known.
  private mutating func leaveOut(referenceLength: Int) {
    leftOut.count += 1
    leftOut.bytes += referenceLength
    partText()
  }

  /// Where an `a` ends that has nothing but text in it; `nil` for any other.
  @inline(__always)
  private func endOfText(before start: Int) -> Int? {
    guard open.hasRoom else { return nil }
    let mark = repair.findNear("<", from: start)
    guard mark + 3 < text.count, text[mark + 1] == "/", text[mark + 2] == "a", text[mark + 3] == ">"
    else { return nil }
    return mark + 4
  }

  /// Parts the text before from that after a tag that is cut, where they could make a reference.
  private mutating func partText() {
    endsInText = false
    hasCutTag = true
    guard mayEndInReference else { return }
    mayEndInReference = false
    repair.output.append(contentsOf: Self.part.utf8)
  }

  /// Notes that a tag was written.
  mutating func noteTag() {
    endsInText = false
    hasCutTag = false
    mayEndInReference = false
  }

  /// The number of an element; `nil` where there are too many.
  mutating func code(of key: MarkupName, _ name: Range<Int>) -> ElementTable.Code? {
    if name.count <= MarkupName.capacity {
      if let code = interest.elements.code(of: key) { return code }
      if unknownNames == nil { unknownNames = NameTable(capacity: 64) }
      return unknownNames?.add(key).map { $0 + UInt16(Self.firstUnknown) }
    }
    let bytes = text[name].map(\.asciiLowercased)
    guard longNames.count < 1024 else { return nil }
    let number = longNames[bytes] ?? longNames.count
    longNames[bytes] = number
    return UInt16(Self.firstLong + number)
  }
}
