extension HTMLScan {
  /// A start tag, and what it says about itself.
  struct Tag {
    var name: Range<Int>
    /// The name in lower case.
    var key: MarkupName
    var code: ElementTable.Code
    /// Just after ">".
    var end: Int
    /// Whether it ends with "/>".
    var isSelfClosing = false
    /// Whether an attribute makes the element matter.
    var matters = false
    /// Whether it has attributes at all.
    var hasAttributes = false
    /// Whether it must be written as it stands.
    var isOdd = false
    /// Whether it may have an `href`.
    var mayHaveAddress = false
    /// The address of an `a` that says nothing else, without quotation marks; empty for others.
    var reference = 0..<0
    /// Whether it stands there as it would be written.
    var isTidy = true
  }

  /// The name of an end tag.
  struct EndTag {
    var name: Range<Int>
    var key: MarkupName
    var code: ElementTable.Code
    /// Just after ">".
    var end: Int
  }

  /// An attribute that is written.
  struct Attribute {
    var name: Range<Int>
    /// The value as it stands, with its quotation marks; empty where there is none.
    var value: Range<Int>
    var hasValue: Bool
    var hasReference: Bool
    /// Whether an `a` that leads to a page is known by it alone.
    var isOfPlainLink: Bool
  }

  private static let href: MarkupName = "href"
  private static let rel: MarkupName = "rel"

  /// Reads a start tag as `HTMLRepair.scanTag` does, and chooses the attributes that are written.
  ///
  /// - Returns: `nil` where the document ends before the tag does: then there is no tag.
  mutating func readTag(nameAt start: Int) -> Tag? {
    guard var tag = readName(start) else { return nil }
    if !attributes.isEmpty { attributes.removeAll(keepingCapacity: true) }
    var at = tag.name.upperBound
    if at < text.count, text[at] == ">" {
      tag.end = at + 1
      tag.matters = interest.isWhole
      tag.mayHaveAddress = interest.isWhole
      return tag
    }
    var reading = Reading(role: interest.role(of: tag.code), wanted: interest.wanted(in: tag.code))
    while at < text.count {
      switch text[at] {
      case 0x20:
        at += 1
        // libxml2 is given one space before each attribute.
        if at < text.count, text[at].endsTagName { tag.isTidy = false }
      case 0x0A, 0x0D, 0x09, 0x0C:
        tag.isTidy = false
        at += 1
      case ">":
        tag.end = at + 1
        finish(&tag, &reading)
        return tag
      case "/":
        tag.isTidy = false
        if at + 1 < text.count, text[at + 1] == ">" {
          tag.isSelfClosing = true
          tag.end = at + 2
          finish(&tag, &reading)
          return tag
        }
        at += 1
      default:
        if text[at - 1] != 0x20 { tag.isTidy = false }
        guard let end = readAttribute(at, &reading, &tag) else { return nil }
        at = end
      }
    }
    return nil
  }

  /// Reads an end tag, of which only the name counts; `nil` where the document ends before it does.
  mutating func readEndTag(nameAt start: Int) -> EndTag? {
    guard let name = readName(start) else { return nil }
    var tag = EndTag(name: name.name, key: name.key, code: name.code, end: name.name.upperBound)
    if tag.end < text.count, text[tag.end] == ">" {
      tag.end += 1
      return tag
    }
    // What looks like attributes decides where it ends.
    guard let end = repair.scanTag(nameAt: start)?.end else { return nil }
    tag.end = end
    return tag
  }

  /// Reads the name of a tag; `nil` where there are too many names.
  @inline(__always)
  private mutating func readName(_ start: Int) -> Tag? {
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
    return Tag(name: start..<at, key: key, code: code, end: at)
  }

  /// What is known while the attributes of a tag are read.
  private struct Reading {
    let role: HTMLInterest.Role
    /// The attributes for which the element matters, a bit each.
    let wanted: UInt64
    /// How many attributes there were, those that libxml2 does not see among them.
    var count = 0
    /// Whether libxml2 sees any.
    var hasAny = false
    var matters = false
    var isOdd = false
    /// Marks of the names that were cut because of their values.
    var cut: UInt64 = 0
    /// Where the `href` is among the attributes that are written; -1 for none.
    var address = -1
    /// Whether all that is written is of a plain link.
    var isPlain = true
  }

  private mutating func finish(_ tag: inout Tag, _ reading: inout Reading) {
    tag.hasAttributes = reading.hasAny
    tag.matters = reading.matters || reading.isOdd || interest.isWhole
    tag.isOdd = reading.isOdd
    tag.mayHaveAddress = reading.isOdd || interest.isWhole || reading.address >= 0
    guard tag.code == ElementTable.anchor, reading.isPlain, !reading.isOdd, reading.address >= 0,
      !interest.isWhole, !attributes[reading.address].hasReference
    else { return }
    let value = attributes[reading.address].value
    guard !value.isEmpty else { return }
    let isQuoted = text[value.lowerBound] == "\"" || text[value.lowerBound] == "'"
    tag.reference = isQuoted ? value.lowerBound + 1..<value.upperBound - 1 : value
  }

  /// Whether the address of an `a` may make the text in it matter.
  mutating func mayBeImage(_ reference: Range<Int>) -> Bool {
    // Space at the ends is taken away before the end is looked at.
    guard let first = reference.first, let last = reference.last, !text[first].isHTMLSpace,
      !text[last].isHTMLSpace
    else { return true }
    return interest.mayBeImage(UnsafeBufferPointer(rebasing: text[reference]).span)
  }

  /// What decides whether an attribute is written.
  private enum Choice {
    case cut, written
    /// Written, but for a link that leads to a page.
    case ofImage
    /// Written where the value has a character of an address.
    case byPath
    /// Written where the value has a dot.
    case byDot
    /// Written where the value has what begins a function or a rule of CSS.
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

  /// Reads one attribute; `nil` where the document ends inside.
  private mutating func readAttribute(
    _ start: Int, _ reading: inout Reading, _ tag: inout Tag
  ) -> Int? {
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
    reading.count += 1
    var choice = Choice.cut
    var matters = false
    // What is not readable is no attribute to libxml2.
    if isReadable, reading.count <= HTMLReader.maximumAttributes {
      reading.hasAny = true
      (choice, matters) = choose(key, nameEnd - start, reading.role, reading.wanted)
    }

    while at < text.count, text[at].isHTMLSpace { at += 1 }
    guard at < text.count else { return nil }
    var value = at..<at
    let hasValue = text[at] == "="
    if hasValue {
      at += 1
      while at < text.count, text[at].isHTMLSpace { at += 1 }
      guard at < text.count else { return nil }
      let valueStart = at
      switch text[at] {
      case ">": tag.isTidy = false
      case "\"", "'":
        at = find(text[at], from: at + 1)
        guard at < text.count else { return nil }
        at += 1
      default:
        while at < text.count, text[at] != ">", !text[at].isHTMLSpace { at += 1 }
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

    let isOfPlainLink = key == Self.href || key == Self.rel
    if choice != .written, choice != .ofImage {
      let hasSign = text[value].contains { choice.isSign($0) }
      let bit: UInt64 = 1 << (key.slot & 63)
      guard hasSign || matters else {
        reading.cut |= bit
        tag.isTidy = false
        return at
      }
      // Of attributes of one name the first counts, and it may have been cut.
      if reading.cut & bit != 0 { reading.isOdd = true }
      matters = hasSign
      if !isOfPlainLink { reading.isPlain = false }
    } else if choice == .written, !isOfPlainLink {
      reading.isPlain = false
    }
    let hasReference =
      repair.find("&", from: value.lowerBound, to: value.upperBound) < value.upperBound
    if hasReference { tag.isTidy = false }
    if matters { reading.matters = true }
    if key == Self.href, reading.address < 0 { reading.address = attributes.count }
    attributes.append(
      Attribute(
        name: start..<nameEnd, value: value, hasValue: hasValue, hasReference: hasReference,
        isOfPlainLink: isOfPlainLink))
    return at
  }

  // The scan is large: a method that could not change it would be handed a copy by one that can.

  private mutating func find(_ byte: UInt8, from start: Int) -> Int {
    repair.find(Unicode.Scalar(byte), from: start)
  }

  /// What is to be done with an attribute, and whether the element matters for it.
  private mutating func choose(
    _ key: MarkupName, _ length: Int, _ role: HTMLInterest.Role, _ wanted: UInt64
  ) -> (Choice, Bool) {
    if interest.isWhole { return (.written, true) }
    var isBeside = false
    if length <= MarkupName.capacity, let code = interest.attributes.code(of: key) {
      if code < 64, wanted & (1 << UInt64(code)) != 0 { return (.written, true) }
      let use = interest.uses[Int(code)]
      if use.contains(.style) { return (.byFunction, false) }
      if use.contains(.ofImages) { return (.ofImage, false) }
      if use.contains(.wanted) { return (.written, true) }
      isBeside = use.contains(.beside)
      if use.contains(.ignored) { return (isBeside ? .written : .cut, false) }
    }
    // With `true` it is written in any case.
    if key.first & 0xFF_FFFF_FFFF == 0x2D_6174_6164 { return (.byPath, isBeside) }
    if key.first & 0xFFFF == 0x6E6F { return (.byDot, isBeside) }
    if role.contains(.anyAttribute) { return (.byPath, isBeside) }
    return (isBeside ? .written : .cut, false)
  }
}

extension HTMLInterest {
  @inline(__always)
  func role(of code: ElementTable.Code) -> Role {
    if isWhole { return [.events, .text] }
    return Int(code) < roles.count ? roles[Int(code)] : []
  }

  @inline(__always)
  func wanted(in code: ElementTable.Code) -> UInt64 {
    Int(code) < wanted.count ? wanted[Int(code)] : 0
  }
}
