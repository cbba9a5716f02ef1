internal import Bytes

/// The start of the first element of a document, after the prolog (XML 1.0, section 2.8).
struct RootElement {
  /// The element's name, without its namespace prefix.
  let localName: Range<Int>
  /// The start of the attributes.
  let attributesStart: Int
  /// Whether the document begins with an XML declaration.
  let hasXMLDeclaration: Bool
  /// Whether the document type is that of an HTML page.
  let hasHTMLDocumentType: Bool

  /// Finds the first element.
  ///
  /// - Throws: `cutOff` if the text ends before the end of the element's name, `foreign` if it is
  ///   not markup.
  init(in text: Span<UInt8>) throws(Stop) {
    var position = text.skippingWhitespace(from: 0)
    hasXMLDeclaration = text.matches("<?xml", at: position)
    var isPage = false
    while true {
      position = text.skippingWhitespace(from: position)
      guard try text.one(position) == UInt8(ascii: "<") else { throw .foreign }
      switch UInt8(try text.one(position + 1)) {
      case UInt8(ascii: "?"):
        position = try text.end(of: "?>", from: position + 2)
      case UInt8(ascii: "!"):
        position = try Self.skipDeclaration(text, at: position, isPage: &isPage)
      case let first where first.isNameStart:
        let end = try Self.nameEnd(text, from: position + 1)
        let name = text.extracting((position + 1)..<end)
        let colon = name.firstOffset(of: UInt8(ascii: ":"), from: 0)
        localName = (position + 1 + (colon.map { $0 + 1 } ?? 0))..<end
        attributesStart = end
        hasHTMLDocumentType = isPage
        return
      default: throw .foreign
      }
    }
  }

  /// Whether the element has this name, including its case.
  func isNamed(_ name: String, in text: Span<UInt8>) -> Bool {
    localName.count == name.utf8.count && text.matches(name, at: localName.lowerBound)
  }

  private static func nameEnd(_ text: Span<UInt8>, from start: Int) throws(Stop) -> Int {
    var position = start
    while true {
      let byte = UInt8(try text.one(position))
      if byte.isASCIIWhitespace || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/") {
        return position
      }
      guard byte.isNameStart || byte.isNameRest else { throw .foreign }
      position += 1
    }
  }

  /// Returns the end of the comment or document type declaration at an offset.
  private static func skipDeclaration(
    _ text: Span<UInt8>, at start: Int, isPage: inout Bool
  ) throws(Stop) -> Int {
    if try text.one(start + 2) == UInt8(ascii: "-") {
      guard try text.one(start + 3) == UInt8(ascii: "-") else { throw .foreign }
      return try text.end(of: "-->", from: start + 4)
    }
    _ = try text.one(start + 9)
    guard text.matchesIgnoringASCIICase("<!DOCTYPE", at: start) else { throw .foreign }
    let name = text.skippingWhitespace(from: start + 9)
    _ = try text.one(name + 4)
    if text.matchesIgnoringASCIICase("html", at: name) { isPage = true }
    return try skipDocumentType(text, from: name)
  }

  /// Returns the end of a document type declaration, which may contain other declarations.
  private static func skipDocumentType(_ text: Span<UInt8>, from start: Int) throws(Stop) -> Int {
    var position = start
    var isInSubset = false
    while true {
      let byte = UInt8(try text.one(position))
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        guard let quote = text.firstOffset(of: byte, from: position + 1) else { throw .cutOff }
        position = quote + 1
      case UInt8(ascii: "["):
        isInSubset = true
        position += 1
      case UInt8(ascii: "]"):
        isInSubset = false
        position += 1
      case UInt8(ascii: ">") where !isInSubset: return position + 1
      // Quotation marks in these have no meaning.
      case UInt8(ascii: "<") where text.matches("<!--", at: position):
        position = try text.end(of: "-->", from: position + 4)
      case UInt8(ascii: "<") where text.matches("<?", at: position):
        position = try text.end(of: "?>", from: position + 2)
      default: position += 1
      }
    }
  }
}

extension Span where Element == UInt8 {
  /// Returns the offset after the next `terminator`, whose last character is `>`.
  fileprivate func end(of terminator: String, from start: Int) throws(Stop) -> Int {
    var position = start
    while let close = firstOffset(of: UInt8(ascii: ">"), from: position) {
      let begin = close + 1 - terminator.utf8.count
      if begin >= start, matches(terminator, at: begin) { return close + 1 }
      position = close + 1
    }
    throw .cutOff
  }
}

extension UInt8 {
  fileprivate var isNameStart: Bool {
    (0x61...0x7A).contains(lowercasedASCII) || self == UInt8(ascii: "_")
      || self == UInt8(ascii: ":") || self >= 0x80
  }

  fileprivate var isNameRest: Bool {
    (0x30...0x39).contains(self) || self == UInt8(ascii: "-") || self == UInt8(ascii: ".")
  }
}
