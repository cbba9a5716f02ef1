/// The elements that libxml2 has open at a place of the document: its stack of names, exactly.
///
/// libxml2 builds no tree as the standard does, it only keeps this stack, by four rules:
/// a start tag first ends the elements on top that cannot hold it; `html`, `head` and `body` are
/// opened where they are missing; an end tag ends all down to the element it names, unless one of
/// higher priority stands between; and text in `html` or `head` opens a paragraph.
///
/// Nothing here decides what is read: it says what the library will do, so that tags which change
/// nothing but this stack need not go through it. `OpenElementsTests` holds it against the library.
struct OpenElements {
  typealias Code = ElementTable.Code

  struct Element {
    var code: Code
    /// Whether its start tag was written for libxml2.
    var isWritten = true
    /// Whether text in it may be wanted.
    var takesText = false
    /// The name in the document, for one that is in no table.
    var name: Range<Int> = 0..<0
    /// The first word of the name, where that is all and an end tag of this name only ends it; else 0.
    var word: UInt64 = 0
    /// Where the next written element below stands; -1 for none.
    var writtenBelow = -1
  }

  let table = ElementTable.shared
  private(set) var elements: [Element] = []
  /// Where the innermost element stands that libxml2 has open too; -1 for none.
  private(set) var lastWritten = -1
  /// How many of the open elements may want text.
  private(set) var textTakers = 0
  /// The tags that libxml2 ignored because they stand in the wrong place.
  var ignoredTags = 0
  /// A bound on the errors that libxml2 counts for end tags.
  private(set) var strayEndTags = 0

  private var hasHead = false
  /// Whether the body has begun; from then on it never ends, and nothing is implied any more.
  private(set) var hasBody = false
  /// Whether all is as in a usual page, or so odd that it should rather be read in full.
  private(set) var isUsual = true

  init() { elements.reserveCapacity(64) }

  /// The element that text and tags go into.
  var top: Code? { elements.last?.code }

  /// Whether an end tag of this name, which is short, ends the innermost element and does no more.
  @inline(__always)
  func isTop(_ name: MarkupName) -> Bool {
    guard let last = elements.last else { return false }
    return last.word == name.first
  }

  /// Whether one more element may be opened and closed again as if it had not been.
  @inline(__always)
  var hasRoom: Bool { elements.count < HTMLReader.maximumDepth - 3 }

  /// Whether text may open a paragraph.
  var impliesParagraph: Bool {
    guard let top else { return true }
    return top == ElementTable.html || top == ElementTable.head
  }

  // MARK: Opening

  @inline(__always)
  mutating func push(_ element: Element) {
    var element = element
    element.writtenBelow = lastWritten
    if element.isWritten { lastWritten = elements.count }
    if element.takesText { textTakers += 1 }
    elements.append(element)
    if element.code == ElementTable.head { hasHead = true }
    if element.code == ElementTable.body {
      hasBody = true
      if elements.count != 2 { isUsual = false }
    }
    if elements.count >= HTMLReader.maximumDepth - 2 { isUsual = false }
  }

  /// Opens what is missing before an element.
  mutating func imply(before code: Code) {
    guard !hasBody, code != ElementTable.html else { return }
    if elements.isEmpty { push(Element(code: ElementTable.html)) }
    guard code != ElementTable.body, code != ElementTable.head else { return }
    if elements.count <= 1, ElementTable.headContent.contains(code) {
      if !hasHead { push(Element(code: ElementTable.head)) }
    } else if !ElementTable.frames.contains(code) {
      let isInHead = elements.contains { $0.code == ElementTable.head }
      if !isInHead { push(Element(code: ElementTable.body)) }
    }
  }

  /// Whether libxml2 ignores a start tag; counts it then.
  mutating func ignores(_ code: Code) -> Bool {
    switch code {
    case ElementTable.html: if elements.isEmpty { return false }
    case ElementTable.head: if elements.count == 1 { return false }
    case ElementTable.body:
      if !elements.contains(where: { $0.code == ElementTable.body }) { return false }
    default: return false
    }
    ignoredTags += 1
    return true
  }

  /// Opens a paragraph for text in `html` or `head`.
  mutating func openParagraph() {
    pop(endedByStart(of: ElementTable.paragraph))
    imply(before: ElementTable.paragraph)
    push(Element(code: ElementTable.paragraph))
  }

  // MARK: Ending

  /// How many of the innermost elements a start tag ends.
  @inline(__always)
  mutating func endedByStart(of code: Code) -> Int {
    // Nothing is changed; but what could not change the scan would be handed a copy of it.
    var count = 0
    while count < elements.count,
      table.ends(code, open: elements[elements.count &- 1 &- count].code)
    {
      count &+= 1
    }
    return count
  }

  /// How many of the innermost elements an end tag ends.
  mutating func endedByEnd(of code: Code) -> Int {
    if code == ElementTable.head, ignoredTags > 0 {
      ignoredTags -= 1
      return 0
    }
    if let last = elements.last, last.code == code { return 1 }
    let priority = table.priority(of: code)
    var index = elements.count - 1
    var isBlocked = false
    while index >= 0, elements[index].code != code {
      if table.priority(of: elements[index].code) > priority { isBlocked = true }
      index -= 1
    }
    guard index >= 0, !isBlocked else {
      strayEndTags += 1
      return 0
    }
    strayEndTags += elements.count - index
    return elements.count - index
  }

  /// Takes an element off the stack.
  @discardableResult
  @inline(__always)
  mutating func pop() -> Element {
    let element = elements[elements.count - 1]
    elements.removeLast()
    if element.isWritten { lastWritten = element.writtenBelow }
    if element.takesText { textTakers -= 1 }
    if element.code == ElementTable.body { isUsual = false }
    return element
  }

  mutating func pop(_ count: Int) { for _ in 0..<count { pop() } }

  /// Notes that the start tag of the element at an index is written now, after those below.
  mutating func write(at index: Int) {
    elements[index].isWritten = true
    elements[index].writtenBelow = lastWritten
    lastWritten = index
  }
}
