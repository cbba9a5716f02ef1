/// Text from other people without characters that control a terminal or hide what is written.
///
/// An escape sequence can retitle a window or overwrite earlier lines, and a character that changes
/// the direction of text can make an address look like another (Unicode Technical Report 36). Such
/// characters are shown as `\u{1B}`; bytes that are not UTF-8 as U+FFFD.
public enum VisibleText {
  /// Returns the text with such characters replaced; `nil` if it has none.
  ///
  /// Line feeds, tabs, and a carriage return before a line feed stay.
  ///
  /// - Complexity: linear; text without such characters is not copied.
  public static func replacing(in text: Span<UInt8>) -> [UInt8]? {
    if isPlain(text) { return nil }
    var bytes: [UInt8] = []
    bytes.append(text)
    return Array(replacing(in: String(decoding: bytes, as: UTF8.self), keepsLines: true).utf8)
  }

  /// Returns the text on one line: line ends and tabs are replaced too.
  public static func line(_ text: String) -> String {
    let bytes = text.utf8.span
    var isLine = isPlain(bytes)
    for index in bytes.indices where bytes[index] < 0x20 { isLine = false }
    return isLine ? text : replacing(in: text, keepsLines: false)
  }

  private static func replacing(in text: String, keepsLines: Bool) -> String {
    var visible = String.UnicodeScalarView()
    let scalars = text.unicodeScalars
    for index in scalars.indices {
      let scalar = scalars[index]
      if !isHarmful(scalar) || keepsLines && isLineEnd(scalars, index) {
        visible.append(scalar)
      } else {
        visible.append(
          contentsOf: "\\u{\(String(scalar.value, radix: 16, uppercase: true))}".unicodeScalars)
      }
    }
    return String(visible)
  }

  private static func isLineEnd(
    _ scalars: String.UnicodeScalarView, _ index: String.UnicodeScalarView.Index
  ) -> Bool {
    switch scalars[index] {
    case "\n", "\t": return true
    case "\r":
      let next = scalars.index(after: index)
      return next < scalars.endIndex && scalars[next] == "\n"
    default: return false
    }
  }

  /// Control characters (C0, DEL, C1), line and paragraph separators, and the characters that change
  /// the direction of text (Unicode Standard Annex 9, section 2).
  private static func isHarmful(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F...0x9F, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  /// Whether a text is UTF-8 and has no harmful character but line ends and tabs.
  private static func isPlain(_ text: Span<UInt8>) -> Bool {
    var isASCII = true
    for index in text.indices {
      let byte = text[index]
      if byte >= 0x20, byte < 0x7F { continue }
      let next = index + 1 < text.count ? text[index + 1] : 0
      switch byte {
      case 0x0A, 0x09: continue
      case 0x0D: if next != 0x0A { return false }
      case 0..<0x20, 0x7F: return false
      // The harmful characters beyond ASCII, in UTF-8.
      case 0xC2: if next < 0xA0 { return false }
      case 0xD8: if next == 0x9C { return false }
      case 0xE2:
        let last = index + 2 < text.count ? text[index + 2] : 0
        switch (next, last) {
        case (0x80, 0x8E...0x8F), (0x80, 0xA8...0xAE), (0x81, 0xA6...0xA9): return false
        default: break
        }
      default: break
      }
      if byte >= 0x80 { isASCII = false }
    }
    return isASCII || (try? UTF8Span(validating: text)) != nil
  }
}
