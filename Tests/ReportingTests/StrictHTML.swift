import Foundation

/// A strict HTML reader: every element must be closed in order, every attribute quoted and unique,
/// every reference known.
///
/// A page that passes has the same meaning for every parser.
struct StrictHTML {
  struct Element {
    let tag: String
    let attributes: [String: String]
    /// The text in it and in all elements inside it.
    var text = ""
  }

  struct Fault: Error, CustomStringConvertible {
    let description: String
  }

  /// The elements in document order.
  private(set) var elements: [Element] = []
  private var rest: Substring
  private var open: [Int] = []

  private static let void: Set = ["meta", "link", "img", "input", "br"]
  private static let references = [
    "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": "\"", "&#39;": "'",
  ]

  init(_ page: String) throws {
    guard page.hasPrefix("<!doctype html>\n") else { throw Fault(description: "no doctype") }
    rest = page.dropFirst("<!doctype html>\n".count)
    while !rest.isEmpty { try readNext() }
    guard open.isEmpty else { throw Fault(description: "left open: \(elements[open[0]].tag)") }
  }

  subscript(_ tag: String) -> [Element] { elements.filter { $0.tag == tag } }

  func classed(_ name: String) -> [Element] {
    elements.filter {
      $0.attributes["class"]?.split(separator: " ").contains(Substring(name)) == true
    }
  }

  private mutating func readNext() throws {
    guard rest.hasPrefix("<") else {
      let text = try Self.decode(take { $0 != "<" })
      for index in open { elements[index].text += text }
      return
    }
    rest.removeFirst()
    if rest.hasPrefix("/") {
      rest.removeFirst()
      let tag = String(take { $0 != ">" })
      guard let last = open.popLast(), elements[last].tag == tag else {
        throw Fault(description: "</\(tag)> closes nothing")
      }
      rest.removeFirst()
      return
    }
    try readStart()
  }

  private mutating func readStart() throws {
    let tag = String(take { $0.isASCII && ($0.isLetter || $0.isNumber) })
    guard !tag.isEmpty else { throw Fault(description: "bare <") }
    var attributes: [String: String] = [:]
    while !rest.hasPrefix(">") {
      guard rest.first?.isWhitespace == true else { throw Fault(description: "in <\(tag)>") }
      _ = take(while: \.isWhitespace)
      let name = String(take { $0.isLetter || $0 == "-" })
      var value = ""
      if rest.hasPrefix("=\"") {
        rest.removeFirst(2)
        value = try Self.decode(take { $0 != "\"" })
        rest.removeFirst()
      }
      guard !name.isEmpty, attributes.updateValue(value, forKey: name) == nil else {
        throw Fault(description: "attribute “\(name)” of <\(tag)>")
      }
    }
    rest.removeFirst()
    elements.append(Element(tag: tag, attributes: attributes))
    guard !Self.void.contains(tag) else { return }
    open.append(elements.count - 1)
    if tag == "script" || tag == "style" {
      guard let end = rest.range(of: "</\(tag)>") else { throw Fault(description: "open \(tag)") }
      elements[elements.count - 1].text = String(rest[..<end.lowerBound])
      rest = rest[end.lowerBound...]
    }
  }

  private mutating func take(while isPart: (Character) -> Bool) -> Substring {
    let part = rest.prefix(while: isPart)
    rest = rest[part.endIndex...]
    return part
  }

  private static func decode(_ text: Substring) throws -> String {
    var decoded = ""
    var rest = text
    while let start = rest.firstIndex(of: "&") {
      decoded += rest[..<start]
      rest = rest[start...]
      guard let reference = references.first(where: { rest.hasPrefix($0.key) }) else {
        throw Fault(description: "bare & before \(rest.prefix(20))")
      }
      decoded += reference.value
      rest = rest.dropFirst(reference.key.count)
    }
    guard !rest.contains("<"), !text.contains(">") else { throw Fault(description: "bare < or >") }
    return decoded + rest
  }
}
