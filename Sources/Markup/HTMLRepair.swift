import Bytes

/// Rewrites a document so that libxml2's tokenizer, which is older than the HTML standard, reads it
/// as the standard says.
///
/// It follows the states of the standard's tokenizer (§13.2.5) as far as they decide where tags
/// begin and end, and outputs only whole tags. Most of the text is copied unchanged. Rewritten are:
/// comments and declarations (omitted; `<!-->` would swallow the page), the end tags of `html` and
/// `body` (omitted; what follows them still counts), elements whose content is text, incomplete
/// tags at the end, and the attributes described in `HTMLRepair+Tag`. It takes one pass.
struct HTMLRepair {
  /// The output of the last `fill`.
  var output: [UInt8] = []

  let text: UnsafeBufferPointer<UInt8>
  let options: HTMLReader.Options
  var position = 0
  /// The places of the current tag that must change, in order.
  var edits: [Edit] = []
  /// The content of each `script` and `style` whose start tag is in `output`, if requested.
  var rawTexts: [Range<Int>] = []
  /// The number of open `svg` elements; inside them `title` and the like are ordinary elements.
  var svgDepth = 0
  /// Whether there was a start tag.
  var hasStarted = false

  static let svg: MarkupName = "svg"
  static let html: MarkupName = "html"
  static let body: MarkupName = "body"

  /// A range of a tag and its replacement.
  struct Edit {
    var start: Int
    var end: Int
    var replacement: Replacement
  }

  enum Replacement {
    case blank
    case semicolon
    case character(UInt32)
  }

  init(_ text: UnsafeBufferPointer<UInt8>, _ options: HTMLReader.Options) {
    self.text = text
    self.options = options
  }

  /// Produces the next part, of `size` bytes or slightly more; returns `false` at the end.
  mutating func fill(_ size: Int) -> Bool {
    output.removeAll(keepingCapacity: true)
    while position < text.count, output.count < size { readToken() }
    return !output.isEmpty
  }

  /// Returns the contents of the elements whose start tags were output, each once.
  mutating func takeRawTexts() -> [Range<Int>] {
    defer { rawTexts.removeAll(keepingCapacity: true) }
    return rawTexts
  }

  private mutating func readToken() {
    let open = find("<", from: position)
    copy(position..<open)
    position = open
    guard open + 1 < text.count else {
      // A lone "<" at the end is text.
      if open < text.count { output.append(contentsOf: "&lt;".utf8) }
      position = text.count
      return
    }
    switch text[open + 1] {
    case let byte where byte.isASCIILetter:
      readStartTag()
    case "/":
      readEndTag()
    case "!" where has("--", at: open + 2):
      readComment()
    case "!", "?":
      position = min(find(">", from: open + 2) + 1, text.count)
    default:
      output.append(contentsOf: "&lt;".utf8)
      position += 1
    }
  }

  // MARK: Tags

  private mutating func readStartTag() {
    let start = position
    guard let tag = scanTag(nameAt: start + 1) else {
      position = text.count
      return
    }
    position = tag.end
    let name = MarkupName(lowering: UnsafeBufferPointer(rebasing: text[tag.name]))
    noteStartTag(name, isSelfClosing: tag.isSelfClosing)
    let content = Content(of: name)
    let isRead = content != nil && !(tag.isSelfClosing && takesEmptyElements)
    if isRead, tag.isSelfClosing {
      // The standard has no empty `script`; libxml2 would read its content as markup.
      edits.append(Edit(start: tag.end - 2, end: tag.end - 1, replacement: .blank))
    }
    copy(start..<tag.end, with: edits)
    readContent(content, of: name, from: tag.end, isRead: isRead)
  }

  private mutating func readEndTag() {
    let start = position
    guard start + 2 < text.count, text[start + 2].isASCIILetter else {
      // "</>" is nothing; "</1" up to ">" is a comment.
      position = min(find(">", from: start + 2) + 1, text.count)
      return
    }
    guard let tag = scanTag(nameAt: start + 2) else {
      position = text.count
      return
    }
    position = tag.end
    let name = MarkupName(lowering: UnsafeBufferPointer(rebasing: text[tag.name]))
    guard noteEndTag(name) else { return }
    // End tags have no attributes; removing them avoids errors of libxml2.
    copy(start..<tag.name.upperBound)
    output.append(UInt8(ascii: ">"))
  }

  mutating func readComment() {
    let start = position + 4
    var end = start
    var next = text.count
    if has(">", at: start) {
      next = start + 1
    } else if has("->", at: start) {
      next = start + 2
    } else {
      end = text.count
      var at = start
      while true {
        at = find("-", from: at)
        guard at < text.count else { break }
        if has("-->", at: at) || has("--!>", at: at) {
          end = at
          next = at + (text[at + 2] == ">" ? 3 : 4)
          break
        }
        at += 1
      }
    }
    position = next
    let isWanted =
      options.contains(.comments)
      || options.contains(.conditionalComments) && has("[if", at: start)
    guard isWanted else { return }
    output.append(contentsOf: "<!--".utf8)
    copy(start..<end)
    output.append(contentsOf: "-->".utf8)
  }

  // MARK: Writing

  mutating func copy(_ range: Range<Int>) {
    guard !range.isEmpty else { return }
    output.append(contentsOf: UnsafeBufferPointer(rebasing: text[range]))
  }

  mutating func copy(_ range: Range<Int>, with edits: [Edit]) {
    var start = range.lowerBound
    for edit in edits {
      copy(start..<edit.start)
      switch edit.replacement {
      case .blank: output.append(UInt8(ascii: " "))
      case .semicolon: output.append(UInt8(ascii: ";"))
      case .character(let value): output.append(contentsOf: "&#\(value);".utf8)
      }
      start = edit.end
    }
    copy(start..<range.upperBound)
  }

  mutating func copyAsText(_ range: Range<Int>) {
    var start = range.lowerBound
    while start < range.upperBound {
      let open = min(find("<", from: start), range.upperBound)
      copy(start..<open)
      if open < range.upperBound { output.append(contentsOf: "&lt;".utf8) }
      start = open + 1
    }
  }
}
