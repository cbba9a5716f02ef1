import Bytes

/// Rewrites a document so that libxml2 reads it to the end, in one pass.
///
/// The output is well-formed for any input: tags are rewritten by `XMLRepair+Tag` and balanced,
/// characters that begin nothing are escaped, and comments, instructions and document types are
/// omitted. So libxml2 sees no declaration, and no entity except the five of XML.
struct XMLRepair {
  /// The output of the last `fill`.
  private(set) var output: [UInt8] = []
  /// The defects found so far.
  var remarks: XMLRemarks = []

  let text: UnsafeBufferPointer<UInt8>
  var position = 0

  /// The only names that may be used, if there were too many.
  var names: FullDictionary?
  /// The open elements.
  private var open: [OpenElement] = []
  /// The number of namespaces declared in them.
  var namespaces = 0
  /// The number of open elements that were omitted because of their depth.
  private var openTooDeep = 0

  /// A longer name is not accepted as a name.
  static let longestName = 256
  /// The maximum size of a CDATA section passed to libxml2, which rejects those of ten million
  /// bytes.
  private static let longestSection = 1 << 20

  private struct OpenElement {
    /// Its name, as written.
    var name: Range<Int>
    /// The number of namespaces declared outside of it.
    var namespacesOutside: Int
  }

  init(_ text: UnsafeBufferPointer<UInt8>) { self.text = text }

  /// Produces the next part, of `size` bytes or slightly more; returns `false` at the end.
  mutating func fill(_ size: Int) -> Bool {
    output.removeAll(keepingCapacity: true)
    while position < text.count, output.count < size { readToken(size) }
    // Elements that are open at the end of the document stay open.
    if position >= text.count, !open.isEmpty { remarks.insert(.unbalanced) }
    return !output.isEmpty
  }

  private mutating func readToken(_ size: Int) {
    let limit = characterStart(atMost: position + size)
    let next = find("<", from: position, before: limit)
    position = copyText(position..<next)
    guard next < limit else { return }
    guard next + 1 < text.count else {
      position = text.count
      return
    }
    switch text[next + 1] {
    case "!" where has("<![CDATA[", at: next): readSection()
    case "!" where has("<!--", at: next): position = end(of: "-->", from: next + 4)
    case "!": skipDeclaration()
    case "?": position = end(of: "?>", from: next + 2)
    case "/": readEndTag()
    case let byte where byte.startsXMLName: readStartTag()
    default:
      write("&lt;")
      position += 1
    }
  }

  // MARK: Tags

  private mutating func readStartTag() {
    let name = self.name(at: position + 1)
    guard name.count <= Self.longestName else {
      remarks.insert(.excess)
      position = end(of: ">", from: name.upperBound)
      return
    }
    let mark = output.count
    let namespacesOutside = namespaces
    write("<")
    copyName(name)
    guard let isEmpty = readAttributes(from: name.upperBound) else {
      output.removeSubrange(mark...)
      remarks.insert(.unbalanced)
      return
    }
    if openTooDeep > 0 || open.count >= XMLReader.maximumDepth {
      remarks.insert(.excess)
      output.removeSubrange(mark...)
      namespaces = namespacesOutside
      if !isEmpty { openTooDeep += 1 }
    } else if isEmpty {
      write("/>")
      namespaces = namespacesOutside
    } else {
      write(">")
      open.append(OpenElement(name: name, namespacesOutside: namespacesOutside))
    }
  }

  private mutating func readEndTag() {
    let name = self.name(at: position + 2)
    position = end(of: ">", from: name.upperBound)
    guard openTooDeep == 0 else {
      openTooDeep -= 1
      return
    }
    guard let place = open.lastIndex(where: { isSame($0.name, name) }) else {
      remarks.insert(.unbalanced)
      return
    }
    if place < open.count - 1 { remarks.insert(.unbalanced) }
    while open.count > place { writeEnd(open.removeLast()) }
  }

  private mutating func writeEnd(_ element: OpenElement) {
    write("</")
    copyName(element.name)
    write(">")
    namespaces = element.namespacesOutside
  }

  /// Copies the name of an element; a new one is not used if there are too many.
  private mutating func copyName(_ name: Range<Int>) {
    if isUsable(name) { copy(name) } else { write("_") }
  }

  /// Whether a name may be used.
  func isUsable(_ name: Range<Int>) -> Bool {
    names?.has(name: UnsafeBufferPointer(rebasing: text[name])) ?? true
  }

  /// Returns the name that begins at `start`.
  func name(at start: Int) -> Range<Int> {
    var at = start
    while at < text.count, text[at].continuesXMLName { at += 1 }
    return start..<at
  }

  private func isSame(_ one: Range<Int>, _ other: Range<Int>) -> Bool {
    guard one.count == other.count else { return false }
    return zip(one, other).allSatisfy { text[$0].lowercasedASCII == text[$1].lowercasedASCII }
  }

  // MARK: What is not a tag

  /// An unterminated section counts up to the end of the document.
  private mutating func readSection() {
    let start = position + 9
    position = end(of: "]]>", from: start)
    let end = has("]]>", at: position - 3) && position - 3 >= start ? position - 3 : position
    if end == position { remarks.insert(.unbalanced) }
    var from = start
    while from < end {
      let to = min(characterStart(atMost: from + Self.longestSection), end)
      write("<![CDATA[")
      copyClean(from..<to)
      write("]]>")
      from = to
    }
  }

  /// Skips a document type with the declarations in its brackets.
  private mutating func skipDeclaration() {
    var at = position + 2
    var isInBrackets = false
    while at < text.count {
      switch text[at] {
      case "[": isInBrackets = true
      case "]": isInBrackets = false
      case ">" where !isInBrackets:
        position = at + 1
        return
      case "\"" where isInBrackets: at = find("\"", from: at + 1, before: text.count)
      case "'" where isInBrackets: at = find("'", from: at + 1, before: text.count)
      case "<" where has("<!--", at: at): at = end(of: "-->", from: at + 4) - 1
      default: break
      }
      at += 1
    }
    position = text.count
  }

  // MARK: Writing

  mutating func write(_ ascii: StaticString) {
    output.append(
      contentsOf: UnsafeBufferPointer(start: ascii.utf8Start, count: ascii.utf8CodeUnitCount))
  }

  mutating func copy(_ range: Range<Int>) {
    guard !range.isEmpty else { return }
    output.append(contentsOf: UnsafeBufferPointer(rebasing: text[range]))
  }

  mutating func write(byte: UInt8) { output.append(byte) }

  /// Returns the last offset, up to an index, at which a character begins.
  private func characterStart(atMost index: Int) -> Int {
    guard index < text.count else { return text.count }
    var at = index
    while text[at] & 0xC0 == 0x80, at > index - 4, at > 0 { at -= 1 }
    return at
  }
}
