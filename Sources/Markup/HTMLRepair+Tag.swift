import Bytes

extension HTMLRepair {
  struct Tag {
    var name: Range<Int>
    /// The offset after ">".
    var end: Int
    /// Whether it ends with "/>".
    var isSelfClosing: Bool
  }

  /// libxml2 cuts longer names and reads the rest as another attribute.
  static let longestAttributeName = 99

  /// Finds the end of a tag and records in `edits` what libxml2 would read differently from the
  /// standard: §13.2.5.8 (tag name), §13.2.5.32 to 40 (attributes).
  ///
  /// - Returns: `nil` if the document ends inside the tag, which then does not count.
  mutating func scanTag(nameAt start: Int) -> Tag? {
    edits.removeAll(keepingCapacity: true)
    var at = start
    while at < text.count, !text[at].endsTagName { at += 1 }
    let name = start..<at
    var attributes = 0
    while at < text.count {
      let byte = text[at]
      if byte.isASCIIWhitespace {
        skipSpace(&at)
      } else if byte == ">" {
        return Tag(name: name, end: at + 1, isSelfClosing: false)
      } else if byte == "/" {
        if has(">", at: at + 1) { return Tag(name: name, end: at + 2, isSelfClosing: true) }
        // libxml2 would read what follows as one bogus word.
        edits.append(Edit(start: at, end: at + 1, replacement: .blank))
        at += 1
      } else {
        attributes += 1
        guard let end = scanAttribute(at, isWanted: attributes <= HTMLReader.maximumAttributes)
        else { return nil }
        at = end
      }
    }
    return nil
  }

  /// Skips white space; libxml2 does not treat a form feed as such.
  private mutating func skipSpace(_ at: inout Int) {
    while at < text.count, text[at].isASCIIWhitespace {
      if text[at] == 0x0C { edits.append(Edit(start: at, end: at + 1, replacement: .blank)) }
      at += 1
    }
  }

  /// Skips one attribute; returns `nil` if the document ends inside it.
  private mutating func scanAttribute(_ start: Int, isWanted: Bool) -> Int? {
    let editsBefore = edits.count
    // An "=" at the start belongs to the name.
    var at = start + 1
    var isReadable = text[start].startsReadableName
    while at < text.count, !text[at].endsTagName, text[at] != "=" {
      if !text[at].continuesReadableName { isReadable = false }
      at += 1
    }
    if at - start > Self.longestAttributeName { isReadable = false }
    var end = at
    let editsInName = edits.count
    skipSpace(&at)
    if at >= text.count || text[at] != "=" {
      // The space belongs to the tag and is handled there.
      edits.removeSubrange(editsInName...)
    } else {
      at += 1
      skipSpace(&at)
      guard at < text.count else { return nil }
      switch text[at] {
      case ">":
        end = at
      case "\"", "'":
        let quote = text[at]
        let close = scanValue(at + 1) { $0 == quote }
        guard close < text.count else { return nil }
        end = close + 1
      default:
        end = scanValue(at) { $0.isASCIIWhitespace || $0 == ">" }
      }
    }
    guard end < text.count else { return nil }
    if !(isReadable && isWanted) {
      // libxml2 skips an unreadable name up to the next space, even inside quotation marks.
      edits.removeSubrange(editsBefore...)
      let blank = Edit(start: start, end: end, replacement: .blank)
      if let last = edits.last, last.end == start {
        edits[edits.count - 1].end = end
      } else {
        edits.append(blank)
      }
    }
    return end
  }

  /// Finds the end of a value and checks its character references.
  @inline(__always)
  private mutating func scanValue(_ start: Int, _ isEnd: (UInt8) -> Bool) -> Int {
    var at = start
    while at < text.count, !isEnd(text[at]) {
      if text[at] == "&" {
        at = max(at + 1, scanReference(at))
      } else {
        at += 1
      }
    }
    return at
  }
}
