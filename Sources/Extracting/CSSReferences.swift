import Bytes

/// The references in CSS: a style sheet, a `style` element or a `style` attribute.
///
/// It works on the tokens of CSS Syntax Level 3 §4 without building rules: it only tracks which
/// at-rule's prelude or `@font-face` block it is in, and which functions are open.
struct CSSReferences {
  struct Reference: Hashable {
    enum Kind { case image, styleSheet }

    var kind: Kind
    /// The reference with its escapes decoded.
    var text: String
  }

  /// Passes each reference to `found`, in order, with those to `data:` if they are wanted.
  static func scan(
    _ css: Span<UInt8>, takesData: Bool = false, _ found: (Reference) -> Void
  ) {
    // Without a function and a rule there is no reference.
    guard css.hasFunctionOrRule else { return }
    var tokens = CSSTokens(takesData: takesData)
    var references = CSSReferences()
    while let token = tokens.next(in: css) { references.take(token, found) }
  }

  private enum Prelude { case import_, other }

  private enum Open: UInt8 {
    /// Its strings are images.
    case imageSet
    case url
    /// Internet Explorer's filter, whose strings are addresses and other words.
    case loader
    case other
  }

  /// The at-rule whose prelude this is: addresses in it are not images.
  private var prelude: Prelude?
  /// Whether the current at-rule is `@font-face`.
  private var isFontFace = false
  /// The number of open braces inside `@font-face`; 0 outside.
  private var fontDepth = 0
  /// The open functions and parentheses, innermost last.
  private var open: [Open] = []
  /// Whether the addresses of the current declaration are not images.
  private var isOtherProperty = false

  private mutating func take(_ token: CSSTokens.Token, _ found: (Reference) -> Void) {
    switch token {
    case .atKeyword(let name):
      prelude = name == "import" ? .import_ : .other
      isFontFace = name == "font-face"
    case .url(let text):
      address(text, found)
    case .string(let text):
      if prelude == .import_ ? open.isEmpty || open.last == .url : open.last == .url {
        address(text, found)
      } else if prelude == nil, open.last == .imageSet {
        address(text, found)
      } else if prelude == nil, open.last == .loader, ImagePath.isImage(text) {
        found(Reference(kind: .image, text: text))
      }
    case .function(let name):
      switch name {
      case "url", "src": open.append(.url)
      case "image-set", "-webkit-image-set", "-moz-image-set", "image": open.append(.imageSet)
      case "alphaimageloader": open.append(.loader)
      default: open.append(.other)
      }
    case .property(let name):
      isOtherProperty = Self.otherProperties.contains(name)
    case .openParenthesis:
      open.append(.other)
    case .closeParenthesis:
      _ = open.popLast()
    case .openBrace:
      endPrelude()
      if isFontFace || fontDepth > 0 { fontDepth += 1 }
      isFontFace = false
    case .closeBrace:
      endPrelude()
      if fontDepth > 0 { fontDepth -= 1 }
    case .semicolon:
      endPrelude()
      isFontFace = false
    }
  }

  /// Properties whose addresses refer to scripts, or to parts of an SVG that are not images.
  private static let otherProperties: Set<String> = [
    "behavior", "-moz-binding", "filter", "-webkit-filter", "backdrop-filter",
    "-webkit-backdrop-filter", "clip-path", "-webkit-clip-path", "marker", "marker-start",
    "marker-mid", "marker-end",
  ]

  /// The first letters of those properties, and the backslash, with which any name may begin.
  static let initials: [UInt8] =
    Set(otherProperties.compactMap(\.utf8.first)).sorted() + [UInt8(ascii: "\\")]

  private mutating func endPrelude() {
    prelude = nil
    // An unclosed parenthesis ends with the prelude.
    open.removeAll(keepingCapacity: true)
    isOtherProperty = false
  }

  private mutating func address(_ text: String, _ found: (Reference) -> Void) {
    switch prelude {
    case .import_:
      found(Reference(kind: .styleSheet, text: text))
      // Only the first address is imported.
      prelude = .other
    case .other: break
    case nil:
      guard fontDepth == 0, !isOtherProperty, !ImagePath.isOther(text) else { return }
      found(Reference(kind: .image, text: text))
    }
  }
}

extension Span where Element == UInt8 {
  fileprivate var hasFunctionOrRule: Bool {
    for index in indices where self[index] == "(" || self[index] == "@" { return true }
    return false
  }
}
