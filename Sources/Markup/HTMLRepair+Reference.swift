import Bytes

extension HTMLRepair {
  /// Copies an attribute's value with its character references in the form libxml2 reads correctly.
  mutating func copyValue(_ range: Range<Int>) {
    edits.removeAll(keepingCapacity: true)
    var at = range.lowerBound
    while at < range.upperBound {
      at = text[at] == "&" ? max(at + 1, scanReference(at)) : at + 1
    }
    copy(range, with: edits)
  }

  /// Reads the character reference in an attribute value at `start` (§13.2.5.72 to 80) and records
  /// an edit if libxml2 would decode it differently.
  ///
  /// - Returns: an index up to which nothing more needs checking.
  mutating func scanReference(_ start: Int) -> Int {
    if has("#", at: start + 1) { return scanNumber(start) }
    var end = start + 1
    while end < text.count, end - start <= Self.longestName, text[end].isASCIIAlphanumeric {
      end += 1
    }
    guard end - start <= Self.longestName else { return start + 1 }
    let name = MarkupName(UnsafeBufferPointer(rebasing: text[start + 1..<end]))
    if has(";", at: end) {
      if let character = Self.newNames[name] {
        edits.append(Edit(start: start, end: end + 1, replacement: .character(character)))
      }
    } else if !has("=", at: end), Self.legacyNames.contains(name) {
      // libxml2 recognises no name without the semicolon.
      edits.append(Edit(start: end, end: end, replacement: .semicolon))
    }
    return end
  }

  /// Records an edit for a number that is not a character: libxml2 would write a NUL, which ends
  /// the value.
  private mutating func scanNumber(_ start: Int) -> Int {
    var at = start + 2
    let isHex = at < text.count && text[at] | 0x20 == "x"
    if isHex { at += 1 }
    let digits = at
    var value: UInt32 = 0
    while at < text.count, let digit = text[at].digitValue(isHex: isHex) {
      value = min(value * (isHex ? 16 : 10) + digit, 0x110000)
      at += 1
    }
    guard at > digits else {
      // Not a number: the "&" is literal.
      edits.append(Edit(start: start, end: start + 1, replacement: .character(0x26)))
      return at
    }
    var character = value
    switch value {
    case 0, 0xD800...0xDFFF, 0x110000...: character = 0xFFFD
    case 0x80...0x9F: character = UInt32(Windows1252.scalars[Int(value - 0x80)])
    default: break
    }
    if character != value || !has(";", at: at) {
      let end = has(";", at: at) ? at + 1 : at
      edits.append(Edit(start: start, end: end, replacement: .character(character)))
    }
    return at
  }

  /// Longer than every name in the two tables below, and fits into a `MarkupName`.
  private static let longestName = 16

  /// The names that are valid without a semicolon (HTML standard §13.5).
  private static let legacyNames: Set<MarkupName> = Set(
    """
    AElig AMP Aacute Acirc Agrave Aring Atilde Auml COPY Ccedil ETH Eacute Ecirc Egrave Euml GT \
    Iacute Icirc Igrave Iuml LT Ntilde Oacute Ocirc Ograve Oslash Otilde Ouml QUOT REG THORN \
    Uacute Ucirc Ugrave Uuml Yacute aacute acirc acute aelig agrave amp aring atilde auml brvbar \
    ccedil cedil cent copy curren deg divide eacute ecirc egrave eth euml frac12 frac14 frac34 gt \
    iacute icirc iexcl igrave iquest iuml laquo lt macr micro middot nbsp not ntilde oacute ocirc \
    ograve ordf ordm oslash otilde ouml para plusmn pound quot raquo reg sect shy sup1 sup2 sup3 \
    szlig thorn times uacute ucirc ugrave uml uuml yacute yen yuml
    """.split(separator: " ").map { MarkupName(String($0)) })

  /// Names of characters common in addresses that are missing in HTML 4 and therefore in libxml2.
  private static let newNames: [MarkupName: UInt32] = [
    "AMP": 0x26, "LT": 0x3C, "GT": 0x3E, "QUOT": 0x22, "COPY": 0xA9, "REG": 0xAE,
    "Tab": 0x09, "NewLine": 0x0A, "excl": 0x21, "num": 0x23, "dollar": 0x24, "percnt": 0x25,
    "apos": 0x27, "lpar": 0x28, "rpar": 0x29, "ast": 0x2A, "plus": 0x2B, "comma": 0x2C,
    "period": 0x2E, "sol": 0x2F, "colon": 0x3A, "semi": 0x3B, "equals": 0x3D, "quest": 0x3F,
    "commat": 0x40, "lsqb": 0x5B, "lbrack": 0x5B, "bsol": 0x5C, "rsqb": 0x5D, "rbrack": 0x5D,
    "Hat": 0x5E, "lowbar": 0x5F, "UnderBar": 0x5F, "grave": 0x60, "lcub": 0x7B, "lbrace": 0x7B,
    "verbar": 0x7C, "vert": 0x7C, "rcub": 0x7D, "rbrace": 0x7D, "hyphen": 0x2010, "dash": 0x2010,
  ]
}
