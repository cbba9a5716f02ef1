import CLibidn2

/// The ContextJ rules of RFC 5892, appendix A.1 and A.2 (CheckJoiners).
enum JoinerRule {
  /// The maximum number of scalars examined around a joiner; no script needs more.
  private static let contextLimit = 24

  static func isSatisfied(by label: [Unicode.Scalar]) -> Bool {
    label.indices.allSatisfy { index in
      guard label[index] == "\u{200C}" || label[index] == "\u{200D}" else { return true }
      if index > 0, label[index - 1].properties.canonicalCombiningClass == .virama { return true }
      return label[index] == "\u{200C}" && joinsLetters(label, at: index)
    }
  }

  /// Whether a non-joiner is between two letters that would join.
  ///
  /// libidn2 has the joining types; it is called with the two letters and the transparent marks
  /// between them.
  private static func joinsLetters(_ label: [Unicode.Scalar], at index: Int) -> Bool {
    guard
      let first = label[..<index].lastIndex(where: { !isTransparent($0) }),
      let last = label[(index + 1)...].firstIndex(where: { !isTransparent($0) }),
      last - first <= contextLimit
    else { return false }
    var context = String.UnicodeScalarView()
    context.append(contentsOf: label[first...last])
    return IDN2.ascii(String(context), flags: [IDN2_NONTRANSITIONAL]) != nil
  }

  private static func isTransparent(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark: true
    case .format: scalar != "\u{200C}" && scalar != "\u{200D}"
    default: false
    }
  }
}
