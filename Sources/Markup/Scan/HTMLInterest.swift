/// What a sink looks at in a page, so that the rest need not be read for it.
///
/// It is a promise: the sink does the same whether or not it is shown what is not named here. Made
/// once, it may be used from any thread.
public struct HTMLInterest: Sendable {
  /// What an element means to the sink.
  public struct Role: OptionSet, Sendable {
    /// The bits.
    public let rawValue: UInt8

    /// Makes a set from its bits.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// Where it begins and ends matters, whatever its attributes.
    public static let events = Role(rawValue: 1)
    /// Where it begins and ends matters within text that is wanted.
    public static let eventsInText = Role(rawValue: 2)
    /// The text in it is wanted.
    public static let text = Role(rawValue: 4)
    /// All its attributes may matter by their value, not only those that are named.
    public static let anyAttribute = Role(rawValue: 8)
    /// That it has attributes at all matters.
    public static let presence = Role(rawValue: 16)
  }

  /// The attributes that the sink looks at.
  public struct Attributes: Sendable {
    /// By element, those for which the element matters.
    public var ofElement: [MarkupName: Set<MarkupName>] = [:]
    /// Those for which any element matters.
    public var ofAny: Set<MarkupName> = []
    /// Those that hold declarations of CSS, for which an element matters where the value has `(` or
    /// `@`, without which there is no function and no rule.
    public var styles: Set<MarkupName> = []
    /// Those that are only looked at in an element that matters.
    public var beside: Set<MarkupName> = []
    /// Those that are only looked at in an element that shows an image or leads to one.
    public var ofImages: Set<MarkupName> = []
    /// Those that do not matter in an element of the role `anyAttribute` either.
    public var ignored: Set<MarkupName> = []

    /// Makes an empty set.
    public init() {}
  }

  /// Whether everything is of interest.
  let isWhole: Bool
  /// The elements by their names: those of `ElementTable` first, then those of some role and those
  /// that are read in a way of their own.
  let elements: NameTable
  /// What each of them is; behind them, what all others are.
  let facts: [ElementFacts]
  let attributes: NameTable
  /// What an attribute is by its number, whatever the element.
  let uses: [Use]
  let mayBeImage: @Sendable (Span<UInt8>) -> Bool

  /// Everything: the sink sees all elements, attributes and text.
  public static let everything = HTMLInterest(
    isWhole: true, roles: [:], attributes: Attributes(), mayBeImage: { _ in true })

  /// Makes an interest from its parts.
  ///
  /// - Parameters:
  ///   - roles: What elements mean; those not named only matter for their attributes.
  ///   - attributes: What is looked at in them. Beside those that are named, an attribute whose name
  ///     begins with `data-` counts where its value has one of `.`, `/`, `(`, `<`, and one whose name
  ///     begins with `on` where it has a `.`.
  ///   - mayBeImage: Whether the `href` of an `a` may make the text in it matter, as it stands in
  ///     the page; not asked for values with character references.
  public init(
    roles: [MarkupName: Role], attributes: Attributes,
    mayBeImage: @escaping @Sendable (Span<UInt8>) -> Bool
  ) {
    self.init(isWhole: false, roles: roles, attributes: attributes, mayBeImage: mayBeImage)
  }

  private init(
    isWhole: Bool, roles: [MarkupName: Role], attributes: Attributes,
    mayBeImage: @escaping @Sendable (Span<UInt8>) -> Bool
  ) {
    var elements = NameTable(capacity: 256)
    for name in ElementTable.names { _ = elements.add(MarkupName(stringLiteral: name)) }
    let named = Set(roles.keys).union(attributes.ofElement.keys)
    for name in named.sorted(by: { $0.description < $1.description }) { _ = elements.add(name) }
    for (name, _) in HTMLRepair.Content.all { _ = elements.add(name) }
    let svg = elements.add(HTMLRepair.svg)
    let ofElements = attributes.ofElement.values.reduce(Set<MarkupName>()) { $0.union($1) }
    var names = NameTable(capacity: 256)
    for name in ofElements.sorted(by: { $0.description < $1.description }) { _ = names.add(name) }
    precondition(names.count <= 64, "the attributes of elements have a bit each")
    var uses: [Use] = []
    func note(_ set: Set<MarkupName>, _ use: Use) {
      for name in set {
        guard let code = names.add(name) else { continue }
        while uses.count <= Int(code) { uses.append([]) }
        uses[Int(code)].insert(use)
      }
    }
    note(ofElements, [])
    note(attributes.ofAny, .wanted)
    note(attributes.styles, .style)
    note(attributes.beside, .beside)
    note(attributes.ofImages, .ofImages)
    note(attributes.ignored, .ignored)
    var rolesByCode = [Role](repeating: [], count: elements.count)
    for (name, role) in roles {
      if let code = elements.code(of: name) { rolesByCode[Int(code)] = role }
    }
    // Their content is handed on by itself.
    for name: MarkupName in ["script", "style", "title"] {
      if let code = elements.code(of: name) { rolesByCode[Int(code)].insert(.events) }
    }
    var wanted = [UInt64](repeating: 0, count: elements.count)
    for (name, set) in attributes.ofElement {
      guard let code = elements.code(of: name) else { continue }
      for attribute in set {
        if let bit = names.code(of: attribute) { wanted[Int(code)] |= 1 << UInt64(bit) }
      }
    }
    self.isWhole = isWhole
    self.elements = elements
    var facts = (0...elements.count).map { number in
      var facts = ElementFacts()
      if isWhole { facts.role = [.events, .text] }
      guard number < elements.count else { return facts }
      let code = ElementTable.Code(number)
      if !isWhole { facts.role = rolesByCode[number] }
      facts.wanted = wanted[number]
      facts.isEmpty = ElementTable.shared.isEmpty(code)
      facts.isSVG = code == svg
      facts.isPlain = !facts.isSVG && code > ElementTable.body
      return facts
    }
    for (name, content) in HTMLRepair.Content.all {
      if let code = elements.code(of: name) { facts[Int(code)].content = content }
    }
    self.facts = facts
    self.attributes = names
    self.uses = uses
    self.mayBeImage = mayBeImage
  }

  /// What the scan asks of an element by its number.
  struct ElementFacts {
    /// The attributes for which it matters, a bit each.
    var wanted: UInt64 = 0
    var role: Role = []
    /// What is in it, where that is no markup.
    var content: HTMLRepair.Content?
    /// Whether it has no content.
    var isEmpty = false
    var isSVG = false
    /// Whether its end tag means no more than that it ends.
    var isPlain = false
  }

  /// What is known of an element by its number.
  @inline(__always)
  func facts(of code: ElementTable.Code) -> ElementFacts {
    facts[min(Int(code), facts.count &- 1)]
  }

  /// What an attribute is to the sink.
  struct Use: OptionSet {
    let rawValue: UInt8

    static let wanted = Use(rawValue: 1)
    static let beside = Use(rawValue: 2)
    static let ignored = Use(rawValue: 4)
    static let style = Use(rawValue: 8)
    static let ofImages = Use(rawValue: 16)
  }
}
