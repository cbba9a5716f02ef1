import Markup

/// What the search for links knows of an element by its name, found in one step: it is asked at each
/// tag.
struct ElementRules {
  /// What the element means beside its links; `nil` for most.
  var tag: PageTag?
  /// The lines of the table that are about it.
  var sources: [LinkSource]

  /// The rules for an element of this name.
  static func of(_ name: MarkupName) -> ElementRules {
    guard let code = codes.code(of: name) else { return other }
    return rules[Int(code)]
  }

  /// What an element of this name means beside its links.
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
