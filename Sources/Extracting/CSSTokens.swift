import Bytes

/// The CSS tokens that matter for references (CSS Syntax Level 3 §4.3), in order.
struct CSSTokens {
  /// A token; those that cannot contain or enclose a reference are skipped.
  enum Token: Hashable {
    case atKeyword(String)
    /// `name(`; `url(` only if a string follows.
    case function(String)
    /// A name followed by a colon; also that of a pseudo-class, which is harmless. Empty if its
    /// first letter is not in `CSSReferences.initials`.
    case property(String)
    case string(String)
    /// `url(…)` without quotes.
    case url(String)
    case openParenthesis, closeParenthesis, openBrace, closeBrace, semicolon
  }

  /// No relevant name is longer.
  private static let longestName = 32

  /// Whether `data:` addresses, which may be long, are wanted.
  let takesData: Bool
  private var at = 0

  init(takesData: Bool) { self.takesData = takesData }

  /// Returns the next token, or `nil` at the end of the text.
  mutating func next(in css: Span<UInt8>) -> Token? {
    while at < css.count {
      let byte = css[at]
      switch byte {
      case "/" where has("*", at + 1, css): skipComment(css)
      case "\"", "'":
        if let text = readString(css) { return .string(text) }
      case "@":
        at += 1
        if startsName(at, css) { return .atKeyword(readName(css)) }
      case "#":
        at += 1
        skipName(css)
      case "(": return single(.openParenthesis)
      case ")": return single(.closeParenthesis)
      case "{": return single(.openBrace)
      case "}": return single(.closeBrace)
      case ";": return single(.semicolon)
      case _ where byte.isASCIIDigit:
        // A number with its unit: "1url(" is not a function.
        skipName(css)
      case _ where startsName(at, css):
        if let token = readWord(css) { return token }
      default: at += 1
      }
    }
    return nil
  }

  private mutating func single(_ token: Token) -> Token {
    at += 1
    return token
  }

  private mutating func skipComment(_ css: Span<UInt8>) {
    at += 2
    while at < css.count {
      if css[at] == "*", has("/", at + 1, css) {
        at += 2
        return
      }
      at += 1
    }
  }

  // MARK: Names

  private func has(_ character: Unicode.Scalar, _ index: Int, _ css: Span<UInt8>) -> Bool {
    index < css.count && css[index] == character
  }

  private func startsName(_ index: Int, _ css: Span<UInt8>) -> Bool {
    guard index < css.count else { return false }
    let byte = css[index]
    return byte.isCSSNamePart && !byte.isASCIIDigit || isEscape(index, css)
  }

  private func isEscape(_ index: Int, _ css: Span<UInt8>) -> Bool {
    has("\\", index, css) && index + 1 < css.count && !css[index + 1].isCSSNewline
  }

  private mutating func skipName(_ css: Span<UInt8>) {
    while at < css.count {
      if css[at].isCSSNamePart {
        at += 1
      } else if isEscape(at, css) {
        var nothing: [UInt8] = []
        readEscape(css, into: &nothing)
      } else {
        return
      }
    }
  }

  /// Reads a name in lower case; one that is too long to be relevant is cut.
  private mutating func readName(_ css: Span<UInt8>) -> String {
    var name: [UInt8] = []
    while at < css.count {
      if css[at].isCSSNamePart {
        if name.count < Self.longestName { name.append(css[at].lowercasedASCII) }
        at += 1
      } else if isEscape(at, css) {
        var escaped: [UInt8] = []
        readEscape(css, into: &escaped)
        if name.count < Self.longestName { name += escaped.map(\.lowercasedASCII) }
      } else {
        break
      }
    }
    return String(decoding: name, as: UTF8.self)
  }

  private mutating func readWord(_ css: Span<UInt8>) -> Token? {
    let start = at
    skipName(css)
    let end = at
    if has("(", end, css) {
      at = start
      let name = readName(css)
      at = end + 1
      return name == "url" ? readURL(css) : .function(name)
    }
    guard has(":", end, css) else { return nil }
    var name = ""
    if CSSReferences.initials.contains(css[start].lowercasedASCII) {
      at = start
      name = readName(css)
    }
    at = end + 1
    return .property(name)
  }

  // MARK: Values

  /// §4.3.6, after `url(`.
  private mutating func readURL(_ css: Span<UInt8>) -> Token? {
    let start = at
    while at < css.count, css[at].isASCIIWhitespace { at += 1 }
    if has("\"", at, css) || has("'", at, css) { return .function("url") }
    if !takesData, isData(at, css) {
      skipBadURL(css)
      return nil
    }
    var text: [UInt8] = []
    while at < css.count {
      let byte = css[at]
      switch byte {
      case ")":
        at += 1
        return .url(String(decoding: text, as: UTF8.self))
      case _ where byte.isASCIIWhitespace:
        while at < css.count, css[at].isASCIIWhitespace { at += 1 }
        if at >= css.count || css[at] == ")" { continue }
        skipBadURL(css)
        return nil
      case "\"", "'", "(",
        _ where byte < 0x20 || byte == 0x7F:
        skipBadURL(css)
        return nil
      case "\\":
        guard isEscape(at, css) else {
          skipBadURL(css)
          return nil
        }
        readEscape(css, into: &text)
      default:
        text.append(byte)
        at += 1
      }
    }
    // The end of the text closes it, unless it is empty.
    return at > start ? .url(String(decoding: text, as: UTF8.self)) : nil
  }

  /// §4.3.14.
  private mutating func skipBadURL(_ css: Span<UInt8>) {
    while at < css.count {
      if css[at] == ")" {
        at += 1
        return
      }
      at += isEscape(at, css) ? 2 : 1
    }
  }

  /// §4.3.5.
  ///
  /// Returns `nil` for a bad string, which an unescaped newline ends, and for `data:` if it is not
  /// wanted.
  private mutating func readString(_ css: Span<UInt8>) -> String? {
    let quote = css[at]
    at += 1
    let isWanted = takesData || !isData(at, css)
    var text: [UInt8] = []
    while at < css.count {
      let byte = css[at]
      if byte == quote {
        at += 1
        break
      }
      if byte.isCSSNewline { return nil }
      if byte == "\\" {
        if isEscape(at, css) {
          readEscape(css, into: &text)
        } else {
          // A backslash before a newline continues the line; one at the end is ignored.
          at += 1
          if has("\r", at, css), has("\n", at + 1, css) { at += 1 }
          at += 1
        }
        continue
      }
      if isWanted { text.append(byte) }
      at += 1
    }
    return isWanted ? String(decoding: text, as: UTF8.self) : nil
  }

  /// §4.3.7, with the position at the backslash.
  private mutating func readEscape(_ css: Span<UInt8>, into text: inout [UInt8]) {
    at += 1
    var value: UInt32 = 0
    var digits = 0
    while digits < 6, at < css.count, let digit = css[at].hexDigitValue {
      value = value * 16 + UInt32(digit)
      digits += 1
      at += 1
    }
    guard digits > 0 else {
      // This may be the lead byte of a longer character, whose other bytes are copied next.
      text.append(css[at])
      at += 1
      return
    }
    if has("\r", at, css), has("\n", at + 1, css) {
      at += 2
    } else if at < css.count, css[at].isASCIIWhitespace {
      at += 1
    }
    let scalar = value == 0 ? "\u{FFFD}" : Unicode.Scalar(value) ?? "\u{FFFD}"
    text.append(contentsOf: Array(String(Character(scalar)).utf8))
  }

  private func isData(_ index: Int, _ css: Span<UInt8>) -> Bool {
    guard index + 5 <= css.count, css[index + 4] == ":" else { return false }
    return css[index].lowercasedASCII == "d" && css[index + 1].lowercasedASCII == "a"
      && css[index + 2].lowercasedASCII == "t" && css[index + 3].lowercasedASCII == "a"
  }
}

extension UInt8 {
  fileprivate var isCSSNewline: Bool { self == 0x0A || self == 0x0D || self == 0x0C }

  fileprivate var isCSSNamePart: Bool {
    (self | 0x20) &- 0x61 < 26 || isASCIIDigit || self == 0x2D || self == 0x5F || self >= 0x80
  }
}
