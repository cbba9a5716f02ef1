import Markup

/// What the link finder must know about an element, by its name, in one lookup per tag.
struct ElementRules {
  /// The element's further effects; `nil` for most elements.
  var tag: PageTag?
  /// The lines of the table for this element.
  var sources: [LinkSource]

  /// Returns the rules for an element name.
  static func of(_ name: MarkupName) -> ElementRules {
    guard let code = codes.code(of: name) else { return other }
    return rules[Int(code)]
  }

  /// Returns the further effects of an element name.
  static func tag(of name: MarkupName) -> PageTag? {
    codes.code(of: name).flatMap { rules[Int($0)].tag }
  }

  private static let other = ElementRules(tag: nil, sources: LinkSource.lines(of: "*"))
  private static let (codes, rules): (NameTable, [ElementRules]) = {
    var codes = NameTable(capacity: 256)
    var rules: [ElementRules] = []
    for name in PageTag.byName.keys.map({ $0 }) + LinkSource.table.map(\.element) {
      guard codes.code(of: name) == nil, codes.add(name) != nil else { continue }
      rules.append(ElementRules(tag: PageTag.byName[name], sources: LinkSource.lines(of: name)))
    }
    return (codes, rules)
  }()
}
