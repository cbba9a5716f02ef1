import Bytes

extension XMLRepair {
  /// Writes the attributes of a start tag and moves past the tag.
  ///
  /// Values without quotation marks are accepted.
  ///
  /// - Returns: whether the tag is that of an empty element; `nil` if the document ends inside it.
  mutating func readAttributes(from start: Int) -> Bool? {
    position = start
    var count = 0
    while position < text.count {
      let byte = text[position]
      switch byte {
      case ">":
        position += 1
        return false
      case "/" where has("/>", at: position):
        position += 2
        return true
      case "<":
        // The end of this tag is missing.
        remarks.insert(.unbalanced)
        return false
      case _ where byte.startsXMLName:
        count += 1
        readAttribute(isWanted: count <= XMLReader.maximumAttributes)
      default: position += 1
      }
    }
    return nil
  }

  private mutating func readAttribute(isWanted: Bool) {
    let name = self.name(at: position)
    position = name.upperBound
    skipSpace()
    guard position < text.count, text[position] == "=" else { return }
    position += 1
    skipSpace()
    guard position < text.count else { return }
    let quote = text[position]
    let value: Range<Int>
    if quote == "\"" || quote == "'" {
      let end = find(Unicode.Scalar(quote), from: position + 1, before: text.count)
      value = position + 1..<end
      position = min(end + 1, text.count)
    } else {
      let start = position
      while position < text.count, !text[position].endsUnquotedValue { position += 1 }
      value = start..<position
    }
    guard isWanted, name.count <= Self.longestName,
      value.count <= XMLReader.maximumValueLength, isUsable(name), mayDeclare(name, value)
    else {
      remarks.insert(.excess)
      return
    }
    write(" ")
    copy(name)
    write("=\"")
    copyValue(value)
    write("\"")
  }

  /// Whether an attribute is no declaration of a namespace, or there is room for one.
  ///
  /// libxml2 searches all that are declared for each prefix, and has their addresses among its names.
  private mutating func mayDeclare(_ name: Range<Int>, _ value: Range<Int>) -> Bool {
    guard has("xmlns", at: name.lowerBound) else { return true }
    guard namespaces < XMLReader.maximumNamespaces,
      names?.has(UnsafeBufferPointer(rebasing: text[value])) ?? true
    else { return false }
    namespaces += 1
    return true
  }

  private mutating func copyValue(_ range: Range<Int>) {
    var start = range.lowerBound
    var at = start
    while at < range.upperBound {
      switch text[at] {
      case "&":
        copyClean(start..<at)
        at = min(copyReference(at: at), range.upperBound)
        start = at
      case "<":
        copyClean(start..<at)
        write("&lt;")
        at += 1
        start = at
      case "\"":
        copyClean(start..<at)
        write("&quot;")
        at += 1
        start = at
      default: at += 1
      }
    }
    copyClean(start..<range.upperBound)
  }

  private mutating func skipSpace() {
    while position < text.count, text[position].isASCIIWhitespace { position += 1 }
  }
}

extension UInt8 {
  fileprivate var endsUnquotedValue: Bool { isASCIIWhitespace || self == ">" || self == "<" }
}
