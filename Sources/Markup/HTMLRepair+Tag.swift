extension HTMLRepair {
  struct Tag {
    var name: Range<Int>
    /// Just after ">".
    var end: Int
    /// Whether it ends with "/>".
    var isSelfClosing: Bool
  }

  /// libxml2 cuts names here and reads the rest as another attribute.
  static let longestAttributeName = 99

  /// Finds the end of a tag and notes in `edits` what libxml2 would read otherwise than the
  /// standard: §13.2.5.8 (tag name), §13.2.5.32 to 40 (attributes).
  ///
  /// - Returns: `nil` where the document ends before the tag does: then there is no tag.
  mutating func scanTag(nameAt start: Int) -> Tag? {
    edits.removeAll(keepingCapacity: true)
    var at = start
    while at < text.count, !text[at].endsTagName { at += 1 }
    let name = start..<at
    var attributes = 0
    while at < text.count {
      let byte = text[at]
      if byte.isHTMLSpace {
        skipSpace(&at)
      } else if byte == ">" {
        return Tag(name: name, end: at + 1, isSelfClosing: false)
      } else if byte == "/" {
        if has(">", at: at + 1) { return Tag(name: name, end: at + 2, isSelfClosing: true) }
        // libxml2 would take what follows as one bogus word.
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

  /// Goes past white space, of which libxml2 does not know the form feed.
  private mutating func skipSpace(_ at: inout Int) {
    while at < text.count, text[at].isHTMLSpace {
      if text[at] == 0x0C { edits.append(Edit(start: at, end: at + 1, replacement: .blank)) }
      at += 1
    }
  }

  /// Goes past one attribute; `nil` where the document ends inside.
  private mutating func scanAttribute(_ start: Int, isWanted: Bool) -> Int? {
    let editsBefore = edits.count
    // An "=" that comes first belongs to the name.
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
      // The space belongs to the tag, which comes to it again.
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
        end = scanValue(at) { $0.isHTMLSpace || $0 == ">" }
      }
    }
    guard end < text.count else { return nil }
    if !(isReadable && isWanted) {
      // What libxml2 cannot read as a name it skips up to the next blank, even inside quotes.
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

  /// Goes to where a value ends, and looks at its character references on the way.
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
