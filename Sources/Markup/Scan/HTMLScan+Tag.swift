extension HTMLScan {
  /// A tag, and what it says about itself.
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
    /// Whether it is an `a` that leads to a page, and says nothing else.
    var mayBeEmpty = false
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

  /// Reads a tag as `HTMLRepair.scanTag` does, and chooses the attributes that are written.
  ///
  /// - Returns: `nil` where the document ends before the tag does: then there is no tag.
  mutating func readTag(nameAt start: Int, isEnd: Bool = false) -> Tag? {
    var at = start
    while at < text.count, !text[at].endsTagName {
      // libxml2 would cut the name here.
      if !text[at].continuesReadableName { isSure = false }
      at += 1
    }
    let name = start..<at
    if name.count > HTMLRepair.longestAttributeName { isSure = false }
    let key = MarkupName(lowering: text, from: start, to: at)
    guard let code = code(of: key, name) else {
      isSure = false
      return nil
    }
    var tag = Tag(name: name, key: key, code: code, end: at)
    if !attributes.isEmpty { attributes.removeAll(keepingCapacity: true) }
    if at < text.count, text[at] == ">" {
      tag.end = at + 1
      tag.matters = interest.isWhole
      tag.mayHaveAddress = interest.isWhole
      return tag
    }
    var reading = Reading(role: interest.role(of: code), wanted: interest.wanted(in: code))
    while at < text.count {
      switch text[at] {
      case 0x20, 0x0A, 0x0D, 0x09, 0x0C: at += 1
      case ">":
        tag.end = at + 1
        return finish(tag, reading, start, isEnd)
      case "/":
        if at + 1 < text.count, text[at + 1] == ">" {
          tag.isSelfClosing = true
          tag.end = at + 2
          return finish(tag, reading, start, isEnd)
        }
        at += 1
      default:
        guard let end = readAttribute(at, &reading, isWanted: !isEnd) else { return nil }
        at = end
      }
    }
    return nil
  }

  /// What is known while the attributes of a tag are read.
  private struct Reading {
    var role: HTMLInterest.Role
    /// The attributes for which the element matters, a bit each.
    var wanted: UInt64
    /// How many attributes there were, those that libxml2 does not see among them.
    var count = 0
    /// Whether libxml2 sees any.
    var hasAny = false
    var matters = false
    var isOdd = false
    /// Marks of the names that were cut because of their values.
    var cut: UInt64 = 0
    /// The `href`.
    var address: Attribute?
    /// Whether all that is written is of a plain link.
    var isPlain = true
  }

  private mutating func finish(
    _ tag: Tag, _ reading: Reading, _ start: Int, _ isEnd: Bool
  ) -> Tag? {
    var tag = tag
    guard !isEnd else { return tag }
    tag.hasAttributes = reading.hasAny
    tag.matters = reading.matters || reading.isOdd || interest.isWhole
    tag.isOdd = reading.isOdd
    tag.mayHaveAddress = reading.isOdd || interest.isWhole || reading.address != nil
    if tag.code == ElementTable.anchor, reading.isPlain, !reading.isOdd,
      let address = reading.address, !address.hasReference, !interest.isWhole
    {
      tag.mayBeEmpty = !mayBeImage(address.value)
    }
    return tag
  }

  private func mayBeImage(_ value: Range<Int>) -> Bool {
    var value = value
    guard !value.isEmpty else { return true }
    if text[value.lowerBound] == "\"" || text[value.lowerBound] == "'" {
      value = value.lowerBound + 1..<value.upperBound - 1
    }
    // Space at the ends is taken away before the end is looked at.
    guard let first = value.first, let last = value.last, !text[first].isHTMLSpace,
      !text[last].isHTMLSpace
    else { return true }
    return interest.mayBeImage(UnsafeBufferPointer(rebasing: text[value]).span)
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

    var signs: Signs {
      switch self {
      case .cut: []
      case .written, .ofImage, .byPath: [.reference, .dot, .path, .function]
      case .byDot: [.reference, .dot]
      case .byFunction: [.reference, .function]
      }
    }
  }

  /// What is in a value.
  private struct Signs: OptionSet {
    var rawValue: UInt8

    static let reference = Signs(rawValue: 1)
    static let dot = Signs(rawValue: 2)
    static let path = Signs(rawValue: 4)
    static let function = Signs(rawValue: 8)

    init(rawValue: UInt8) { self.rawValue = rawValue }

    @inline(__always)
    init(of byte: UInt8) {
      switch byte {
      case "&": rawValue = 1
      case ".": rawValue = 2
      case "/", "<": rawValue = 4
      case "(", "@": rawValue = 8
      default: rawValue = 0
      }
    }
  }

  /// Reads one attribute; `nil` where the document ends inside.
  private mutating func readAttribute(
    _ start: Int, _ reading: inout Reading, isWanted: Bool
  ) -> Int? {
    var at = start + 1
    var isReadable = text[start].startsReadableName
    while at < text.count, !text[at].endsTagName, text[at] != "=" {
      if !text[at].continuesReadableName { isReadable = false }
      at += 1
    }
    let name = start..<at
    if name.count > HTMLRepair.longestAttributeName { isReadable = false }
    reading.count += 1
    var choice = Choice.cut
    var matters = false
    let key = MarkupName(lowering: text, from: start, to: at)
    // What is not readable is no attribute to libxml2.
    if isReadable, isWanted, reading.count <= HTMLReader.maximumAttributes {
      reading.hasAny = true
      (choice, matters) = choose(key, name.count, reading)
    }

    while at < text.count, text[at].isHTMLSpace { at += 1 }
    guard at < text.count else { return nil }
    var attribute = Attribute(
      name: name, value: at..<at, hasValue: false, hasReference: false,
      isOfPlainLink: key == Self.href || key == Self.rel)
    var signs: Signs = []
    if text[at] == "=" {
      attribute.hasValue = true
      at += 1
      while at < text.count, text[at].isHTMLSpace { at += 1 }
      guard at < text.count else { return nil }
      let valueStart = at
      switch text[at] {
      case ">": break
      case "\"", "'":
        let quote = text[at]
        at += 1
        if choice == .cut {
          at = find(quote, from: at)
        } else {
          while at < text.count, text[at] != quote {
            signs.formUnion(Signs(of: text[at]))
            at += 1
          }
        }
        guard at < text.count else { return nil }
        at += 1
      default:
        while at < text.count, text[at] != ">", !text[at].isHTMLSpace {
          signs.formUnion(Signs(of: text[at]))
          at += 1
        }
        guard at < text.count else { return nil }
      }
      attribute.value = valueStart..<at
    }
    guard at < text.count else { return nil }
    guard choice != .cut else { return at }
    attribute.hasReference = signs.contains(.reference)

    if choice != .written, choice != .ofImage {
      let hasSign = !signs.isDisjoint(with: choice.signs)
      let bit: UInt64 = 1 << (key.slot & 63)
      guard hasSign || matters else {
        reading.cut |= bit
        return at
      }
      // Of attributes of one name the first counts, and it may have been cut.
      if reading.cut & bit != 0 { reading.isOdd = true }
      matters = hasSign
      if !attribute.isOfPlainLink { reading.isPlain = false }
    } else if choice == .written, !attribute.isOfPlainLink {
      reading.isPlain = false
    }
    if matters { reading.matters = true }
    if key == Self.href, reading.address == nil { reading.address = attribute }
    attributes.append(attribute)
    return at
  }

  private func find(_ byte: UInt8, from start: Int) -> Int {
    repair.find(Unicode.Scalar(byte), from: start)
  }

  /// What is to be done with an attribute, and whether the element matters for it.
  private func choose(_ key: MarkupName, _ length: Int, _ reading: Reading) -> (Choice, Bool) {
    if interest.isWhole { return (.written, true) }
    var isBeside = false
    if length <= MarkupName.capacity, let code = interest.attributes.code(of: key) {
      if code < 64, reading.wanted & (1 << UInt64(code)) != 0 { return (.written, true) }
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
    if reading.role.contains(.anyAttribute) { return (.byPath, isBeside) }
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
