import Bytes
import Testing

@Suite struct JSONReaderTests {
  /// The tokens as texts: brackets, `key:`, `"string"`, scalars.
  private func words(_ json: String) -> [String] {
    let bytes = Array(json.utf8)
    var reader = JSONReader()
    var words: [String] = []
    while let token = reader.next(in: bytes.span) {
      switch token {
      case .beginObject: words.append("{")
      case .endObject: words.append("}")
      case .beginArray: words.append("[")
      case .endArray: words.append("]")
      case .key(let text): words.append(bytes.span.text(of: text) + ":")
      case .string(let text): words.append("\"" + bytes.span.text(of: text) + "\"")
      case .scalar(let range): words.append(String(decoding: bytes[range], as: UTF8.self))
      }
    }
    return words
  }

  @Test func `every kind of token is reported`() {
    #expect(
      words(#"{"a": [1, -2.5e+3, true,false , null], "b" : {"c":"d"}}"#) == [
        "{", "a:", "[", "1", "-2.5e+3", "true", "false", "null", "]", "b:", "{", "c:", "\"d\"", "}",
        "}",
      ])
  }

  @Test(arguments: [
    (#""""#, ""), (#""a\"b\\c\/d""#, #"a"b\c/d"#), (#""\n\t\r\b\f""#, "\n\t\r\u{8}\u{C}"),
    (#""\u002f\u00E9\u65e5""#, "/é日"), (#""\ud83d\uDE00""#, "😀"), (#""\ud83d!""#, "\u{FFFD}!"),
    (#""\ude00""#, "\u{FFFD}"), (#""\ud83d\u0041""#, "\u{FFFD}A"), (#""\u12""#, "u12"),
    (#""\u00zz""#, "u00zz"), (#""\q""#, "q"), (#""é日😀""#, "é日😀"), (#""a\\""#, #"a\"#),
    (#""http:\/\/a\/b.png""#, "http://a/b.png"),
  ])
  func `a string is decoded`(_ json: String, _ text: String) {
    #expect(words(json) == ["\"\(text)\""])
  }

  @Test(arguments: [
    ("", []), ("   ", []), ("\"", []), ("\"abc", []), ("\"abc\\", []), ("\"abc\\\"", []),
    ("[1,", ["[", "1"]), ("{\"a\":", ["{", "a:"]), ("{\"a\":\"b", ["{", "a:"]),
    ("// x\n[1,,2,]", ["x", "[", "1", "2", "]"]), ("[1] ; [2]", ["[", "1", "]", "[", "2", "]"]),
    ("]}", ["]", "}"]), ("<!-- {\"a\":1} -->", ["--", "{", "a:", "1", "}", "--"]),
  ])
  func `text that is not JSON is skipped`(_ json: String, _ expected: [String]) {
    #expect(words(json) == expected)
  }

  @Test func `a string is compared as written`() {
    let bytes = Array(#""image" "imag\u0065""#.utf8)
    var reader = JSONReader()
    guard case .string(let plain) = reader.next(in: bytes.span),
      case .string(let escaped) = reader.next(in: bytes.span)
    else {
      Issue.record("there are two strings")
      return
    }
    let isImage = bytes.span.matches("image", plain)
    let isImages = bytes.span.matches("images", plain)
    let isEscapedImage = bytes.span.matches("image", escaped)
    #expect(isImage && !isImages && !isEscapedImage)
    let text = bytes.span.text(of: escaped)
    #expect(text == "image")
  }

  @Test(arguments: ["[", "{\"a\":", "\"", "\"a\" ", "\\", "1", "{}", "\"\\u", "\"\\\""])
  func `hostile JSON is read to its end`(_ piece: String) {
    let bytes = Array(String(repeating: piece, count: 300_000).utf8)
    var reader = JSONReader()
    var count = 0
    while reader.next(in: bytes.span) != nil { count += 1 }
    #expect(count <= 600_000)
    #expect(reader.position == bytes.count)
  }

  @Test func `bytes that are not UTF-8 become replacement characters`() {
    let bytes: [UInt8] = [0x22, 0x61, 0xFF, 0x62, 0x22]
    var reader = JSONReader()
    guard case .string(let text) = reader.next(in: bytes.span) else {
      Issue.record("there is a string")
      return
    }
    let decoded = bytes.span.text(of: text)
    #expect(decoded == "a\u{FFFD}b")
  }
}
