import CLibidn2

/// The mapping table of UTS #46, section 5, applied to one scalar at a time.
///
/// libidn2 has the table but no access to it, so it is called with a name made of the scalar
/// between two digits. Its Unicode version may be old: Swift's own tables supply newer characters,
/// and ``revised(_:)`` the changed entries of old characters.
enum Mapping {
  /// Returns the mapping of a scalar: itself if it is valid, nothing if it is ignored, `nil` if it
  /// is disallowed.
  static func image(of scalar: Unicode.Scalar) -> [Unicode.Scalar]? {
    if scalar.isASCII {
      return [scalar.properties.isUppercase ? Unicode.Scalar(UInt8(scalar.value | 0x20)) : scalar]
    }
    if let image = revised(scalar) { return image }
    if isPlainlyValid(scalar) { return [scalar] }
    return asked(scalar) ?? recent(scalar)
  }

  /// Whether a scalar is valid in a label without mapping.
  static func isValid(_ scalar: Unicode.Scalar) -> Bool { image(of: scalar) == [scalar] }

  /// Returns entries that override libidn2: the deviations, which are kept in non-transitional
  /// processing, and the characters whose entry changed in Unicode 15.1 and 16.
  static func revised(_ scalar: Unicode.Scalar) -> [Unicode.Scalar]? {
    switch scalar {
    case "\u{DF}", "\u{3C2}", "\u{200C}", "\u{200D}", "\u{1806}": [scalar]
    case "\u{1E9E}": ["\u{DF}"]
    case "\u{4C0}": ["\u{4CF}"]
    case "\u{10A0}"..."\u{10C5}": Unicode.Scalar(scalar.value + 0x1C60).map { [$0] }
    case "\u{2132}": ["\u{214E}"]
    case "\u{2183}": ["\u{2184}"]
    case "\u{2F868}": ["\u{36FC}"]
    case "\u{2F874}": ["\u{5F53}"]
    case "\u{2F91F}": ["\u{243AB}"]
    case "\u{2F95F}": ["\u{7AEE}"]
    case "\u{2F9BF}": ["\u{45D7}"]
    case "\u{115F}", "\u{1160}", "\u{17B4}", "\u{17B5}", "\u{180E}", "\u{2061}"..."\u{2063}",
      "\u{206A}"..."\u{206F}", "\u{3164}", "\u{FFA0}", "\u{1D173}"..."\u{1D17A}":
      []
    default: nil
    }
  }

  /// Whether it is a letter, mark or digit that no compatibility mapping changes; for most names
  /// this avoids calling libidn2.
  static func isPlainlyValid(_ scalar: Unicode.Scalar) -> Bool {
    let properties = scalar.properties
    switch properties.generalCategory {
    case .lowercaseLetter, .otherLetter, .modifierLetter, .nonspacingMark, .spacingMark,
      .decimalNumber:
      return !properties.changesWhenNFKCCaseFolded
    default:
      return false
    }
  }

  /// Returns libidn2's mapping.
  static func asked(_ scalar: Unicode.Scalar) -> [Unicode.Scalar]? {
    // Between digits, since nothing composes with them and no rule rejects them. Transitional,
    // since the deviations are handled already and libidn2 otherwise adds the rules of IDNA2008. No
    // round trip, since that is IDNA2008 as well.
    var name = String.UnicodeScalarView("1".unicodeScalars)
    name.append(scalar)
    name.append("1")
    guard
      let answer = IDN2.ascii(
        String(name), flags: [IDN2_TRANSITIONAL, IDN2_NO_ALABEL_ROUNDTRIP])
    else { return nil }
    var image = Array(answer.unicodeScalars)
    if answer.hasPrefix("xn--") {
      guard let decoded = Punycode.decode(image.dropFirst(4)) else { return nil }
      image = decoded
    }
    guard image.count >= 2, image.first == "1", image.last == "1" else { return nil }
    return Array(image[1..<(image.count - 1)])
  }

  /// Returns the mapping of a character newer than the Unicode 14 of libidn2 2.3.3.
  private static func recent(_ scalar: Unicode.Scalar) -> [Unicode.Scalar]? {
    let properties = scalar.properties
    guard let age = properties.age, age.major >= 15 else { return nil }
    switch properties.generalCategory {
    case .control, .format, .privateUse, .surrogate, .unassigned: return nil
    // The ideographic description characters of Unicode 15.1.
    case .otherSymbol where 0x2FFC...0x2FFF ~= scalar.value || scalar == "\u{31EF}": return nil
    default: break
    }
    guard properties.changesWhenNFKCCaseFolded else { return [scalar] }
    switch scalar.value {
    // The Cyrillic modifier letters of Unicode 15.
    case 0x1E030...0x1E06D: return [modifiedCyrillic[Int(scalar.value - 0x1E030)]]
    case 0xA7F1: return ["s"]
    // The outlined letters and digits of Unicode 16.
    case 0x1CCD6...0x1CCEF: return [Unicode.Scalar(UInt8(scalar.value - 0x1CCD6 + 0x61))]
    case 0x1CCF0...0x1CCF9: return [Unicode.Scalar(UInt8(scalar.value - 0x1CCF0 + 0x30))]
    default: break
    }
    let lowercase = Array(properties.lowercaseMapping.unicodeScalars)
    // Without a lower case it is a compatibility mapping, which is not available here.
    return lowercase == [scalar] ? nil : lowercase
  }

  private static let modifiedCyrillic = Array(
    "абвгдежзиклмопрстуфхцчшыэюꚉәіјөүӏабвгдежзиклопсуфхцчшъыґіѕџҫꙑұ".unicodeScalars)
}
