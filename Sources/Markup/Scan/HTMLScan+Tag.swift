import Bytes

extension HTMLScan {
  /// A start tag with what is known about it.
  ///
  /// It is large, so it is filled and passed in place.
  struct Tag {
    var name = 0..<0
    /// The name in lower case.
    var key: MarkupName = MarkupName(0, 0, 0)
    var code: ElementTable.Code = 0
    /// Whether the name is short and consists of lower-case letters and digits.
    var isShort = false
    var facts = HTMLInterest.ElementFacts()
    /// The offset after ">".
    var end = 0
    /// Whether it ends with "/>".
    var isSelfClosing = false
    /// Whether an attribute makes the element matter.
    var matters = false
    /// Whether it has attributes that libxml2 sees.
    var hasAttributes = false
    /// Whether it must be written unchanged.
    var isOdd = false
    /// The address of an `a` that has no other attribute of interest, without quotation marks;
    /// empty for others.
    var reference = 0..<0
    /// Whether the source already has the form in which it would be written.
    var isTidy = true

    /// The number of attributes to write.
    var writtenCount = 0
    /// The number of attributes, including those that libxml2 does not see.
    fileprivate var count = 0
    /// Bits for the names that were removed because of their values.
    fileprivate var cut: UInt64 = 0
    /// The index of `href` among the attributes to write; -1 for none.
    fileprivate var address = -1
    /// Whether all attributes to write belong to a plain link.
    fileprivate var isPlain = true

    /// Whether it may have an address, in `href` or in any other attribute of interest.
    var mayHaveAddress: Bool { matters || address >= 0 }
  }

  /// The name of an end tag.
  struct EndTag {
    var name: Range<Int>
    var key: MarkupName
    var code: ElementTable.Code
    /// The offset after ">".
    var end: Int
  }

  /// An attribute to write.
  struct Attribute {
    var name: Range<Int>
    /// The value as written, with its quotation marks; empty if there is none.
    var value: Range<Int>
    var hasValue: Bool
    var hasReference: Bool
    /// Whether it is the only attribute needed of an `a` that links to a page.
    var isOfPlainLink: Bool
  }

  // Computed from words, because a stored static property would be initialised lazily on each
  // access.
  private static var href: MarkupName { MarkupName(0x6665_7268, 0, 0) }
  private static var rel: MarkupName { MarkupName(0x6C_6572, 0, 0) }

  /// Reads a start tag as `HTMLRepair.scanTag` does, and selects the attributes to write.
  ///
  /// - Returns: `false` if the document ends inside the tag, which then does not count.
  mutating func readTag(nameAt start: Int, into tag: inout Tag) -> Bool {
    guard let name = readName(start) else { return false }
    let text = text
    var at = name.end
    tag.name = start..<at
    tag.key = name.key
    tag.code = name.code
    tag.isShort = name.isShort
    tag.facts = interest.facts(of: name.code)
    if at < text.count, text[at] == ">" {
      tag.end = at + 1
      tag.matters = interest.isWhole
      return true
    }
    while at < text.count {
      switch text[at] {
      case 0x20:
        at += 1
        // Each attribute is preceded by one space for libxml2.
        if at < text.count, text[at].endsTagName { tag.isTidy = false }
      case 0x0A, 0x0D, 0x09, 0x0C:
        tag.isTidy = false
        at += 1
      case ">":
        tag.end = at + 1
        finish(&tag)
        return true
      case "/":
        tag.isTidy = false
        if at + 1 < text.count, text[at + 1] == ">" {
          tag.isSelfClosing = true
          tag.end = at + 2
          finish(&tag)
          return true
        }
        at += 1
      default:
        if text[at &- 1] != 0x20 { tag.isTidy = false }
        let plainEnd = readPlainAttribute(at, &tag)
        if plainEnd > 0 {
          at = plainEnd
          continue
        }
        guard let end = readAttribute(at, &tag) else { return false }
        at = end
      }
    }
    return false
  }

  /// Reads an end tag, of which only the name counts; returns `nil` if the document ends inside it.
  mutating func readEndTag(nameAt start: Int) -> EndTag? {
    guard let name = readName(start) else { return nil }
    var tag = EndTag(name: start..<name.end, key: name.key, code: name.code, end: name.end)
    if tag.end < text.count, text[tag.end] == ">" {
      tag.end += 1
      return tag
    }
    // What looks like attributes determines where it ends.
    guard let end = repair.scanTag(nameAt: start)?.end else { return nil }
    tag.end = end
    return tag
  }

  private struct Name {
    var key: MarkupName
    var code: ElementTable.Code
    var end: Int
    var isShort: Bool
  }

  /// Reads the name of a tag; returns `nil` if there are too many names.
  @inline(__always)
  private mutating func readName(_ start: Int) -> Name? {
    if let key = MarkupName(plainTag: text, from: start),
      let code = interest.elements.find(key)
    {
      return Name(key: key, code: code, end: start + key.shortLength, isShort: true)
    }
    return readAnyName(start)
  }

  private mutating func readAnyName(_ start: Int) -> Name? {
    var at = start
    while at < text.count, !text[at].endsTagName {
      // libxml2 would cut the name here.
      if !text[at].continuesReadableName { isSure = false }
      at += 1
    }
    if at - start > HTMLRepair.longestAttributeName { isSure = false }
    let key = MarkupName(lowering: text, from: start, to: at)
    guard let code = code(of: key, start..<at) else {
      isSure = false
      return nil
    }
    return Name(key: key, code: code, end: at, isShort: false)
  }

  private mutating func finish(_ tag: inout Tag) {
    if tag.isOdd || interest.isWhole { tag.matters = true }
    guard tag.code == ElementTable.anchor, tag.isPlain, !tag.isOdd, tag.address >= 0,
      !interest.isWhole, !attributes[tag.address].hasReference
    else { return }
    let value = attributes[tag.address].value
    guard !value.isEmpty else { return }
    let isQuoted = text[value.lowerBound] == "\"" || text[value.lowerBound] == "'"
    tag.reference = isQuoted ? value.lowerBound + 1..<value.upperBound - 1 : value
  }

  /// Whether the address of an `a` may make the text in it matter.
  mutating func mayBeImage(_ reference: Range<Int>) -> Bool {
    // Trailing white space is removed before the end is checked.
    guard let first = reference.first, let last = reference.last, !text[first].isASCIIWhitespace,
      !text[last].isASCIIWhitespace
    else { return true }
    return interest.mayBeImage(UnsafeBufferPointer(rebasing: text[reference]).span)
  }

  /// Whether an attribute is written, or on what that depends.
  private enum Choice {
    case cut, written
    /// Written, except in a link to a page.
    case ofImage
    /// Written if the value has a character of an address.
    case byPath
    /// Written if the value has a dot.
    case byDot
    /// Written if the value may have a CSS function or rule.
    case byFunction

    func isSign(_ byte: UInt8) -> Bool {
      switch byte {
      case "&": true
      case ".": self == .byPath || self == .byDot
      case "/", "<": self == .byPath
      case "(": self == .byPath || self == .byFunction
      case "@": self == .byPath || self == .byFunction
      default: false
      }
    }
  }

  /// Reads an attribute with a plain name and a value in double quotation marks, the most common
  /// form; returns its end, or 0 for any other form, of which nothing is recorded.
  @inline(__always)
  private mutating func readPlainAttribute(_ start: Int, _ tag: inout Tag) -> Int {
    guard let key = MarkupName(plain: text, from: start), tag.count < HTMLReader.maximumAttributes
    else { return 0 }
    let nameEnd = start &+ key.shortLength
    guard nameEnd &+ 1 < text.count, text[nameEnd &+ 1] == "\"" else { return 0 }
    let quote = repair.findNear("\"", from: nameEnd &+ 2)
    guard quote < text.count else { return 0 }
    tag.count &+= 1
    tag.hasAttributes = true
    let (choice, matters) = choose(key, 1, tag.facts)
    if choice == .cut {
      tag.isTidy = false
    } else {
      write(
        key, start..<nameEnd, nameEnd &+ 1..<quote &+ 1, hasValue: true, choice, matters: matters,
        &tag)
    }
    return quote &+ 1
  }

  /// Reads one attribute; returns `nil` if the document ends inside it.
  private mutating func readAttribute(_ start: Int, _ tag: inout Tag) -> Int? {
    let text = text
    var at = start + 1
    var isReadable = true
    let key: MarkupName
    if let name = MarkupName(plain: text, from: start) {
      at = start + name.shortLength
      key = name
    } else {
      isReadable = text[start].startsReadableName
      while at < text.count, !text[at].endsAttributeName {
        if !text[at].continuesReadableName { isReadable = false }
        at += 1
      }
      key = MarkupName(lowering: text, from: start, to: at)
      if at - start > HTMLRepair.longestAttributeName { isReadable = false }
    }
    let nameEnd = at
    tag.count += 1
    var choice = Choice.cut
    var matters = false
    // libxml2 does not see an attribute with an unreadable name.
    if isReadable, tag.count <= HTMLReader.maximumAttributes {
      tag.hasAttributes = true
      (choice, matters) = choose(key, nameEnd - start, tag.facts)
    }

    while at < text.count, text[at].isASCIIWhitespace { at += 1 }
    guard at < text.count else { return nil }
    var value = at..<at
    let hasValue = text[at] == "="
    if hasValue {
      at += 1
      while at < text.count, text[at].isASCIIWhitespace { at += 1 }
      guard at < text.count else { return nil }
      let valueStart = at
      switch text[at] {
      case ">": tag.isTidy = false
      case "\"", "'":
        at = repair.findNear(Unicode.Scalar(text[at]), from: at + 1)
        guard at < text.count else { return nil }
        at += 1
      default:
        while at < text.count, text[at] != ">", !text[at].isASCIIWhitespace { at += 1 }
        guard at < text.count else { return nil }
      }
      value = valueStart..<at
      if valueStart != nameEnd + 1 { tag.isTidy = false }
    } else if at != nameEnd {
      tag.isTidy = false
    }
    guard choice != .cut else {
      tag.isTidy = false
      return at
    }
    write(key, start..<nameEnd, value, hasValue: hasValue, choice, matters: matters, &tag)
    return at
  }

  /// Marks an attribute as one to write, unless its value says otherwise.
  private mutating func write(
    _ key: MarkupName, _ name: Range<Int>, _ value: Range<Int>, hasValue: Bool, _ choice: Choice,
    matters: Bool, _ tag: inout Tag
  ) {
    var matters = matters
    let isOfPlainLink = key == Self.href || key == Self.rel
    if key == Self.rel, interest.isTelling(UnsafeBufferPointer(rebasing: text[value]).span) {
      tag.isPlain = false
    }
    if choice != .written, choice != .ofImage {
      let hasSign = text[value].contains { choice.isSign($0) }
      let bit: UInt64 = 1 << (key.slot & 63)
      guard hasSign || matters else {
        tag.cut |= bit
        tag.isTidy = false
        return
      }
      // The first attribute of a name counts, and it may have been removed.
      if tag.cut & bit != 0 { tag.isOdd = true }
      matters = hasSign
      if !isOfPlainLink { tag.isPlain = false }
    } else if choice == .written, !isOfPlainLink {
      tag.isPlain = false
    }
    let hasReference =
      repair.find("&", from: value.lowerBound, to: value.upperBound) < value.upperBound
    if hasReference { tag.isTidy = false }
    if matters { tag.matters = true }
    if key == Self.href, tag.address < 0 { tag.address = tag.writtenCount }
    let attribute = Attribute(
      name: name, value: value, hasValue: hasValue, hasReference: hasReference,
      isOfPlainLink: isOfPlainLink)
    if tag.writtenCount < attributes.count {
      attributes[tag.writtenCount] = attribute
    } else {
      attributes.append(attribute)
    }
    tag.writtenCount += 1
  }

  // The scan is large: calling a nonmutating method from a mutating one would copy it.

  /// Returns what to do with an attribute, and whether it makes the element matter.
  @inline(__always)
  private mutating func choose(
    _ key: MarkupName, _ length: Int, _ facts: HTMLInterest.ElementFacts
  ) -> (Choice, Bool) {
    if interest.isWhole { return (.written, true) }
    var isBeside = false
    if length <= MarkupName.capacity, let code = interest.attributes.find(key) {
      if code < 64, facts.wanted & (1 &<< UInt64(code)) != 0 { return (.written, true) }
      let use = interest.uses[Int(code)]
      if use.contains(.style) { return (.byFunction, false) }
      if use.contains(.ofImages) { return (.ofImage, false) }
      if use.contains(.wanted) { return (.written, true) }
      isBeside = use.contains(.beside)
      if use.contains(.ignored) { return (isBeside ? .written : .cut, false) }
    }
    // `true` means that it is always written.
    if key.first & 0xFF_FFFF_FFFF == 0x2D_6174_6164 { return (.byPath, isBeside) }
    if key.first & 0xFFFF == 0x6E6F { return (.byDot, isBeside) }
    if facts.role.contains(.anyAttribute) { return (.byPath, isBeside) }
    return (isBeside ? .written : .cut, false)
  }
}
