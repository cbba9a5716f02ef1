import Bytes
import Testing

/// Texts from elsewhere, as they are printed.
struct VisibleTextTests {
  private func visible(_ bytes: [UInt8]) -> String {
    VisibleText.replacing(in: bytes.span).map { String(decoding: $0, as: UTF8.self) }
      ?? String(decoding: bytes, as: UTF8.self)
  }

  @Test(arguments: [
    "", "plain", "two\nlines\tand a tab\r\n", "zwölf Boxkämpfer", "日本語", "🐦‍⬛", "עברית",
    "{\"a\":\"\\u202e\"}",
    "\u{A0}no-break", "\u{2010}dash \u{2026}", "\u{2070}", "\u{61B}\u{61E}",
  ])
  func `a text without control characters is not copied`(text: String) {
    #expect(VisibleText.replacing(in: text.utf8.span) == nil)
  }

  @Test func `every control character is shown, and nothing else`() {
    for value in UInt32(0)...0x2100 {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let isShown: Bool =
        switch value {
        case 0x0A, 0x09: false
        case 0..<0x20, 0x7F...0x9F, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: true
        default: false
        }
      let text = "a\(Character(scalar))b"
      let wanted = isShown ? "a\\u{\(String(value, radix: 16, uppercase: true))}b" : text
      #expect(visible(Array(text.utf8)) == wanted)
    }
  }

  @Test func `a carriage return stays only before a line feed`() {
    #expect(visible(Array("a\r\nb\rc".utf8)) == "a\r\nb\\u{D}c")
  }

  @Test(
    arguments: [[0x9B], [0xC2], [0xE2, 0x80], [0xED, 0xA0, 0x80], [0xF5], [0xC0, 0x9B]] as [[UInt8]]
  )
  func `bytes that are not UTF-8 are replaced`(bytes: [UInt8]) {
    let text = visible([0x61] + bytes + [0x62])
    #expect(text.hasPrefix("a\u{FFFD}") && text.hasSuffix("b"))
    #expect(text.unicodeScalars.dropFirst().dropLast().allSatisfy { $0 == "\u{FFFD}" })
  }

  @Test func `a line has no line end`() {
    #expect(VisibleText.line("a\nb\tc\r\n") == "a\\u{A}b\\u{9}c\\u{D}\\u{A}")
    #expect(VisibleText.line("Ä \u{1B}[31m") == "Ä \\u{1B}[31m")
    #expect(VisibleText.line("Ä") == "Ä")
  }

  @Test func `JSON has no character that is replaced`() {
    var json = JSONWriter()
    let all = String(
      String.UnicodeScalarView((UInt32(0)...0x2100).compactMap { Unicode.Scalar($0) }))
    json.object { $0.member("all", all) }
    #expect(VisibleText.replacing(in: json.bytes.span) == nil)
    var reader = JSONReader()
    var read: String?
    while let token = reader.next(in: json.bytes.span) {
      if case .string(let text) = token { read = json.bytes.span.text(of: text) }
    }
    #expect(read == all)
  }

  @Test(arguments: [
    ("abc", 3, "abc"), ("abc", 2, "ab"), ("äöü", 3, "ä"), ("äöü", 4, "äö"), ("🐦x", 3, ""),
    ("", 0, ""),
    ("e\u{301}", 2, "e"),
  ])
  func `a text is cut by bytes, between scalars`(text: String, limit: Int, wanted: String) {
    #expect(Array(text.cut(to: limit).unicodeScalars) == Array(wanted.unicodeScalars))
  }
}
