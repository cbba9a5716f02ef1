/// One label of a mapped domain name that satisfies the validity criteria of UTS #46, section 4.1,
/// except for the bidi rule, which needs all labels.
struct Label {
  /// The label in Unicode.
  let scalars: [Unicode.Scalar]
  /// The label in ASCII.
  let ascii: String

  /// Checks a label; returns `nil` if it violates a criterion.
  init?(_ text: ArraySlice<Unicode.Scalar>) {
    let isASCII = text.allSatisfy(\.isASCII)
    if text.starts(with: "xn--".unicodeScalars) {
      guard isASCII, let decoded = Self.decoded(text.dropFirst(4)) else { return nil }
      scalars = decoded
      ascii = Self.string(text)
    } else if isASCII {
      scalars = Array(text)
      ascii = Self.string(text)
      return
    } else {
      guard let encoded = Punycode.encode(Array(text)) else { return nil }
      scalars = Array(text)
      ascii = "xn--" + encoded
    }
    if let first = scalars.first, first.isMark { return nil }
    guard JoinerRule.isSatisfied(by: scalars) else { return nil }
  }

  /// Decodes the text after `xn--`; returns `nil` if mapping would change the result, since then it
  /// is not a valid encoding.
  private static func decoded(_ text: ArraySlice<Unicode.Scalar>) -> [Unicode.Scalar]? {
    guard let decoded = Punycode.decode(text), !decoded.allSatisfy(\.isASCII),
      !decoded.starts(with: "xn--".unicodeScalars), decoded.allSatisfy(Mapping.isValid),
      Normalization.composed(string(decoded[...])) == decoded
    else { return nil }
    return decoded
  }

  private static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }
}

extension Unicode.Scalar {
  /// Whether the scalar is a combining mark of any kind.
  var isMark: Bool {
    switch properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark: true
    default: false
    }
  }
}
