/// What a sink uses of a page, so that the rest can be removed before parsing.
///
/// It is a contract: the sink behaves the same whether or not it receives what is not listed here.
/// Immutable; may be used from any thread.
public struct HTMLInterest: Sendable {
  /// How an element matters to the sink.
  public struct Role: OptionSet, Sendable {
    /// The bits of the set.
    public let rawValue: UInt8

    /// Creates a set from its bits.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// Its start and end matter, whatever its attributes.
    public static let events = Role(rawValue: 1)
    /// Its start and end matter within text that is wanted.
    public static let eventsInText = Role(rawValue: 2)
    /// Its text is wanted.
    public static let text = Role(rawValue: 4)
    /// Any of its attributes may matter by its value, not only those that are listed.
    public static let anyAttribute = Role(rawValue: 8)
    /// Whether it has attributes matters.
    public static let presence = Role(rawValue: 16)
  }

  /// The attributes that the sink uses.
  public struct Attributes: Sendable {
    /// By element, the attributes that make the element matter.
    public var ofElement: [MarkupName: Set<MarkupName>] = [:]
    /// The attributes that make any element matter.
    public var ofAny: Set<MarkupName> = []
    /// The attributes with CSS declarations; they make an element matter if the value has `(` or
    /// `@`, without which there is no function and no rule.
    public var styles: Set<MarkupName> = []
    /// The attributes that are used only in an element that matters.
    public var beside: Set<MarkupName> = []
    /// The attributes that are used only in an element that shows an image or links to one.
    public var ofImages: Set<MarkupName> = []
    /// The attributes that do not matter even in an element with the role `anyAttribute`.
    public var ignored: Set<MarkupName> = []

    /// Creates an empty set.
    public init() {}
  }

  /// Whether everything is of interest.
  let isWhole: Bool
  /// The elements by name: those of `ElementTable` first, then those with a role and those with
  /// special parsing.
  let elements: NameTable
  /// The facts of each element; the last entry holds those of all others.
  let facts: [ElementFacts]
  let attributes: NameTable
  /// The use of each attribute by its number, whatever the element.
  let uses: [Use]
  let mayBeImage: @Sendable (Span<UInt8>) -> Bool
  let isTelling: @Sendable (Span<UInt8>) -> Bool

  /// Everything: the sink receives all elements, attributes and text.
  public static let everything = HTMLInterest(
    isWhole: true, roles: [:], attributes: Attributes(), mayBeImage: { _ in true },
    isTelling: { _ in true })

  /// Creates an interest from its parts.
  ///
  /// - Parameters:
  ///   - roles: how elements matter; others matter only for their attributes.
  ///   - attributes: the attributes used. In addition to these, an attribute whose name begins with
  ///     `data-` counts if its value has one of `.`, `/`, `(`, `<`, and one whose name begins with
  ///     `on` if its value has a `.`.
  ///   - mayBeImage: whether the `href` of an `a`, as written, may make the text in it matter; not
  ///     called for values with character references.
  ///   - isTelling: whether the `rel` of an `a`, as written, says more than where the link leads, so
  ///     that the link matters even if it is known.
  public init(
    roles: [MarkupName: Role], attributes: Attributes,
    mayBeImage: @escaping @Sendable (Span<UInt8>) -> Bool,
    isTelling: @escaping @Sendable (Span<UInt8>) -> Bool = { _ in false }
  ) {
    self.init(
      isWhole: false, roles: roles, attributes: attributes, mayBeImage: mayBeImage,
      isTelling: isTelling)
  }

  private init(
    isWhole: Bool, roles: [MarkupName: Role], attributes: Attributes,
    mayBeImage: @escaping @Sendable (Span<UInt8>) -> Bool,
    isTelling: @escaping @Sendable (Span<UInt8>) -> Bool
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
    precondition(names.count <= 64, "there is one bit for each attribute")
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
    // Their content is passed on separately.
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
    self.isTelling = isTelling
  }

  /// The facts about an element that the scan uses.
  struct ElementFacts {
    /// The attributes that make it matter, one bit each.
    var wanted: UInt64 = 0
    var role: Role = []
    /// How its content is handled if it is not markup.
    var content: HTMLRepair.Content?
    /// Whether it is always empty.
    var isEmpty = false
    var isSVG = false
    /// Whether its end tag only ends it and has no other effect.
    var isPlain = false
  }

  /// Returns the facts of an element by its number.
  @inline(__always)
  func facts(of code: ElementTable.Code) -> ElementFacts {
    facts[min(Int(code), facts.count &- 1)]
  }

  /// How an attribute matters to the sink.
  struct Use: OptionSet {
    let rawValue: UInt8

    static let wanted = Use(rawValue: 1)
    static let beside = Use(rawValue: 2)
    static let ignored = Use(rawValue: 4)
    static let style = Use(rawValue: 8)
    static let ofImages = Use(rawValue: 16)
  }
}
