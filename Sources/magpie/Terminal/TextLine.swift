import FoundationEssentials

/// A line of text with parts that a terminal shows in a colour or as a link.
///
/// It is made like a string: `"The gallery is \(path, as: .link(url))."`.
struct TextLine: ExpressibleByStringInterpolation, Hashable {
  /// How a part is shown.
  enum Style: Hashable {
    case plain, good, warning, bad
    /// A link to an address.
    case link(String)
  }

  struct Part: Hashable {
    var text: String
    var style = Style.plain
  }

  private(set) var parts: [Part]

  init(_ text: String, as style: Style = .plain) { parts = [Part(text: text, style: style)] }

  init(stringLiteral text: String) { self.init(text) }

  init(stringInterpolation interpolation: StringInterpolation) { parts = interpolation.parts }

  struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var parts: [Part] = []

    init(literalCapacity: Int, interpolationCount: Int) {}

    mutating func appendLiteral(_ text: String) { parts.append(Part(text: text)) }

    mutating func appendInterpolation(
      _ text: some CustomStringConvertible, as style: Style = .plain
    ) {
      parts.append(Part(text: "\(text)", style: style))
    }
  }

  /// The text without styles.
  var text: String { parts.map(\.text).joined() }
}
