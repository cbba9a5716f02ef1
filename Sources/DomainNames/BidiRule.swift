/// The bidi rule of RFC 5893, section 2 (CheckBidi).
enum BidiRule {
  /// The bidi classes that the rule distinguishes; classes it treats alike are `neutral`.
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

  /// Whether a label makes its domain name a bidi domain name.
  static func isRightToLeft(_ label: [Unicode.Scalar]) -> Bool {
    label.contains {
      let kind = kind(of: $0)
      return kind == .right || kind == .arabicNumber
    }
  }

  /// Whether a label of a bidi domain name satisfies the rule.
  static func isSatisfied(by label: [Unicode.Scalar]) -> Bool {
    let kinds = label.map(kind)
    guard let first = kinds.first, let last = kinds.last(where: { $0 != .mark }) else {
      // An empty label is valid; a label of marks only begins with an invalid class.
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

  /// Returns the class, derived from the general category and the block.
  ///
  /// Swift's standard library does not have the bidi classes. Letters, digits and marks of every
  /// script get the class of Unicode's table. About a hundred symbols that are rare in names do
  /// not; most of them get `left` although they are neutral.
  private static func kind(of scalar: Unicode.Scalar) -> Class {
    switch scalar.value {
    case 0x30...0x39, 0x6F0...0x6F9: return .europeanNumber
    case 0x660...0x669, 0x66B...0x66C, 0x10D30...0x10D39, 0x10D40...0x10D49, 0x10E60...0x10E7E:
      return .arabicNumber
    default: break
    }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return .mark
    case _ where isInRightToLeftBlock(scalar.value):
      return isNeutralAmongRightToLeft(scalar.value) ? .neutral : .right
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .spacingMark, .decimalNumber, .letterNumber:
      return .left
    default:
      return isLeftToRightBlock(scalar.value) ? .left : .neutral
    }
  }

  /// Whether the block is reserved for right-to-left scripts (DerivedBidiClass, the defaults of
  /// unassigned characters).
  private static func isInRightToLeftBlock(_ value: UInt32) -> Bool {
    switch value {
    case 0x590...0x8FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFF, 0x10800...0x10FFF, 0x1E800...0x1EFFF:
      true
    default:
      false
    }
  }

  private static func isNeutralAmongRightToLeft(_ value: UInt32) -> Bool {
    switch value {
    case 0x606...0x607, 0x609...0x60A, 0x60C, 0x60E...0x60F, 0x66A, 0x6DE, 0x6E9, 0x7F6...0x7F9,
      0xFD3E...0xFD4F, 0xFDCF, 0xFDFD...0xFDFF, 0x1091F, 0x10B39...0x10B3F, 0x1EEF0...0x1EEF1:
      true
    default:
      false
    }
  }

  /// Whether the block's symbols and punctuation belong to a left-to-right script.
  private static func isLeftToRightBlock(_ value: UInt32) -> Bool {
    switch value {
    case 0xC78...0xC7E, 0x17F0...0x17F9:
      false
    case 0x300..<0x2000, 0x2336...0x237A, 0x2800...0x28FF, 0x3190...0x3191, 0x3248...0x324F, 0x327F,
      0xA4D0..<0xAC00, 0x10100...0x1013F, 0x101D0...0x101FC, 0x10320...0x10323, 0x11000..<0x1D1E9,
      0x1D800...0x1DA8B, 0x1F110...0x1F1AC, 0x1F1E6...0x1F1FF:
      true
    default:
      false
    }
  }
}
