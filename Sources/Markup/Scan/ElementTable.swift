import Bytes
internal import CLibxml2

/// libxml2's rules for the elements of HTML 4: which are empty, which start tag ends which open
/// element, and which end tag ends the elements inside it.
///
/// Most of the rules are queried from the linked library. What it does not expose (its priorities
/// of end tags, and which elements end an open one of the same name) is listed here.
/// `OpenElementsTests` compares both with the library's behaviour for every pair.
struct ElementTable: Sendable {
  /// The number of an element's name within a document; the first numbers are those of this table.
  typealias Code = UInt16

  static let shared = ElementTable()

  static let html: Code = 0
  static let head: Code = 1
  static let body: Code = 2
  static let paragraph: Code = 3
  /// The elements that imply a `head`.
  static let headContent: ClosedRange<Code> = 4...9
  /// The elements that do not imply a `body`.
  static let frames: ClosedRange<Code> = 10...12
  static let anchor: Code = 13
  static let base: Code = 9

  /// The names, indexed by their codes.
  static let names: [StaticString] = [
    "html", "head", "body", "p", "script", "style", "meta", "link", "title", "base", "noframes",
    "frame", "frameset", "a",
    "abbr", "acronym", "address", "applet", "area", "b", "basefont", "bdo", "big", "blockquote",
    "br", "button", "caption", "center", "cite", "code", "col", "colgroup", "dd", "del", "dfn",
    "dir", "div", "dl", "dt", "em", "embed", "fieldset", "font", "form", "h1", "h2", "h3", "h4",
    "h5", "h6", "hr", "i", "iframe", "img", "input", "ins", "isindex", "kbd", "label", "legend",
    "li", "listing", "map", "menu", "noscript", "object", "ol", "optgroup", "option", "param",
    "pre", "q", "s", "samp", "select", "small", "span", "strike", "strong", "sub", "sup", "table",
    "tbody", "td", "textarea", "tfoot", "th", "thead", "tr", "tt", "u", "ul", "var", "xmp",
  ]

  /// The elements that a start tag of the same name ends.
  private static let endedByTheirOwn: [MarkupName] = [
    "a", "col", "colgroup", "form", "li", "option", "p", "tbody", "td", "th", "tr",
  ]

  private static let priorities: [MarkupName: UInt8] = [
    "div": 150, "td": 160, "th": 160, "tr": 170, "thead": 180, "tbody": 180, "tfoot": 180,
    "table": 190, "head": 200, "body": 200, "html": 220,
  ]
  private static let lowestPriority: UInt8 = 100

  private let isEmptyElement: [Bool]
  private let priority: [UInt8]
  /// Two words for each element, with one bit for each start tag that ends it.
  private let endedBy: [UInt64]

  private init() {
    MarkupLibrary.prepare()
    let names = Self.names
    var isEmptyElement: [Bool] = []
    var priority: [UInt8] = []
    var endedBy = [UInt64](repeating: 0, count: 2 * names.count)
    for (old, name) in names.enumerated() {
      let name = MarkupName(stringLiteral: name)
      isEmptyElement.append(htmlTagLookup(names[old].utf8Start)?.pointee.empty ?? 0 != 0)
      priority.append(Self.priorities[name] ?? Self.lowestPriority)
      for new in names.indices {
        let isEnded =
          old == new
          ? Self.endedByTheirOwn.contains(name) : Self.ends(names[new], open: names[old])
        if isEnded { endedBy[2 * old + new >> 6] |= 1 << UInt64(new & 63) }
      }
    }
    self.isEmptyElement = isEmptyElement
    self.priority = priority
    self.endedBy = endedBy
  }

  /// Queries the library, which reads only the element's name and children.
  private static func ends(_ new: StaticString, open old: StaticString) -> Bool {
    var element = xmlNode()
    element.name = new.utf8Start
    return htmlAutoCloseTag(nil, old.utf8Start, &element) != 0
  }

  /// Whether a start tag ends the open element.
  @inline(__always)
  func ends(_ new: Code, open old: Code) -> Bool {
    guard Int(max(new, old)) < isEmptyElement.count else { return false }
    return endedBy[2 * Int(old) + Int(new) >> 6] & (1 << UInt64(new & 63)) != 0
  }

  /// Whether the element is always empty.
  @inline(__always)
  func isEmpty(_ code: Code) -> Bool {
    Int(code) < isEmptyElement.count && isEmptyElement[Int(code)]
  }

  /// The priority of an end tag: it ends only elements of the same priority or a lower one.
  func priority(of code: Code) -> UInt8 {
    Int(code) < priority.count ? priority[Int(code)] : Self.lowestPriority
  }
}
