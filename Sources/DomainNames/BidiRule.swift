/// The bidi rule of RFC 5893, section 2 (CheckBidi).
enum BidiRule {
  /// The classes the rule tells apart; all that it treats alike is `neutral`.
  private enum Class {
    /// L
    case left
    /// R and AL
    case right
    /// AN
    case arabicNumber
    /// EN
    case europeanNumber
    /// NSM
    case mark
    /// ES, CS, ET, ON and BN
    case neutral
  }

  /// Whether a label makes its name a bidi domain name.
  static func isRightToLeft(_ label: [Unicode.Scalar]) -> Bool {
    label.contains {
      let kind = kind(of: $0)
      return kind == .right || kind == .arabicNumber
    }
  }

  /// Whether a label of a bidi domain name keeps the rule.
  static func isSatisfied(by label: [Unicode.Scalar]) -> Bool {
    let kinds = label.map(kind)
    guard let first = kinds.first, let last = kinds.last(where: { $0 != .mark }) else {
      // An empty label breaks nothing; one of marks only begins with the wrong class.
      return kinds.isEmpty
    }
    switch first {
    case .right:
      let mixesNumbers = kinds.contains(.arabicNumber) && kinds.contains(.europeanNumber)
      return !kinds.contains(.left) && !mixesNumbers && last != .neutral
    case .left:
      return !kinds.contains(.right) && !kinds.contains(.arabicNumber) && last != .neutral
    case .arabicNumber, .europeanNumber, .mark, .neutral:
      return false
    }
  }

  /// The class, from the general category and from the blocks that Unicode keeps for scripts
  /// written from right to left (DerivedBidiClass, the defaults of unassigned characters).
  private static func kind(of scalar: Unicode.Scalar) -> Class {
    switch scalar.value {
    case 0x30...0x39, 0x6F0...0x6F9: return .europeanNumber
    case 0x660...0x669, 0x66B...0x66C, 0x10D30...0x10D39, 0x10D40...0x10D49, 0x10E60...0x10E7E:
      return .arabicNumber
    default: break
    }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return .mark
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .spacingMark, .decimalNumber, .letterNumber, .otherNumber:
      return isInRightToLeftBlock(scalar.value) ? .right : .left
    case .otherPunctuation, .dashPunctuation:
      // Hebrew and Arabic punctuation; what is neutral there is mapped or is listed.
      let isRight = isInRightToLeftBlock(scalar.value) && !neutralPunctuation.contains(scalar)
      return isRight ? .right : .neutral
    default:
      return .neutral
    }
  }

  private static let neutralPunctuation: Set<Unicode.Scalar> = [
    "\u{609}", "\u{60A}", "\u{60C}", "\u{66A}", "\u{7F7}", "\u{7F8}", "\u{7F9}",
  ]

  private static func isInRightToLeftBlock(_ value: UInt32) -> Bool {
    switch value {
    case 0x590...0x8FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFF, 0x10800...0x10FFF, 0x1E800...0x1EFFF:
      true
    default:
      false
    }
  }
}
