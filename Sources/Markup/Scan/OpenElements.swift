/// libxml2's stack of open elements at one position of the document.
///
/// libxml2 builds no tree as the standard does; it keeps only this stack, by four rules. A start
/// tag first ends the elements on top that cannot contain it. `html`, `head` and `body` are opened
/// if they are missing. An end tag ends all elements down to the one it names, unless one of higher
/// priority is between. Text in `html` or `head` opens a paragraph.
///
/// This type only predicts what the library does, so that tags that change nothing but the stack
/// need not be passed to it. `OpenElementsTests` compares it with the library.
struct OpenElements {
  typealias Code = ElementTable.Code

  struct Element {
    var code: Code
    /// Whether its start tag was written for libxml2.
    var isWritten = true
    /// Whether text in it may be wanted.
    var takesText = false
    /// The name in the document, for an element that is not in the tables.
    var name: Range<Int> = 0..<0
    /// The first word of the name, if the name has no other word and an end tag of this name only
    /// ends the element; else 0.
    var word: UInt64 = 0
    /// The index of the next written element below; -1 for none.
    var writtenBelow = -1
  }

  let table = ElementTable.shared
  private(set) var elements: [Element] = []
  /// The index of the innermost element that libxml2 has open too; -1 for none.
  private(set) var lastWritten = -1
  /// The number of open elements whose text may be wanted.
  private(set) var textTakers = 0
  /// The number of tags that libxml2 ignored because they are misplaced.
  var ignoredTags = 0
  /// An upper bound of the errors that libxml2 counts for end tags.
  private(set) var strayEndTags = 0

  private var hasHead = false
  /// Whether the body has begun; from then on it never ends, and nothing is implied.
  private(set) var hasBody = false
  /// Whether the page is regular enough; if not, it must be read in full.
  private(set) var isUsual = true

  init() { elements.reserveCapacity(64) }

  /// The innermost open element.
  var top: Code? { elements.last?.code }

  /// Whether an end tag of this short name only ends the innermost element.
  @inline(__always)
  func isTop(_ name: MarkupName) -> Bool {
    guard let last = elements.last else { return false }
    return last.word == name.first
  }

  /// Whether one more element can be opened and closed without effect on the others.
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

  /// Opens the elements that are missing before an element.
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

  /// Whether libxml2 ignores a start tag, which is then counted.
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

  /// Returns how many of the innermost elements a start tag ends.
  @inline(__always)
  mutating func endedByStart(of code: Code) -> Int {
    // Mutating although nothing changes: calling a nonmutating method from the scan would copy it.
    var count = 0
    while count < elements.count,
      table.ends(code, open: elements[elements.count &- 1 &- count].code)
    {
      count &+= 1
    }
    return count
  }

  /// Returns how many of the innermost elements an end tag ends.
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

  /// Removes the innermost element from the stack.
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

  /// Records that the start tag of the element at an index is written now, after those below it.
  mutating func write(at index: Int) {
    elements[index].isWritten = true
    elements[index].writtenBelow = lastWritten
    lastWritten = index
  }
}
