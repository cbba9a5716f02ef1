import Foundation
import TestSupport
import Testing

@testable import Markup

@Suite struct CharacterEncodingTests {
  private func clean(_ encoding: CharacterEncoding, _ bytes: [UInt8]) -> String {
    String(decoding: encoding.cleanText(bytes.span), as: UTF8.self)
  }

  @Test(arguments: [
    ("utf-8", "UTF-8"), (" Latin1\n", "windows-1252"), ("ISO-8859-1", "windows-1252"),
    ("gb2312", "GBK"), ("shift_jis", "Shift_JIS"), ("x-sjis", "Shift_JIS"),
    ("ks_c_5601-1987", "EUC-KR"), ("utf-16", "UTF-16LE"), ("tis-620", "windows-874"),
    ("koi8", "KOI8-R"), ("hz-gb-2312", "replacement"),
  ])
  func `a label means the encoding in the standard`(_ label: String, _ name: String) {
    #expect(CharacterEncoding(label: label)?.name == name)
  }

  @Test(arguments: ["", "utf-7", "none", "latin 1"])
  func `an unknown label means nothing`(_ label: String) {
    #expect(CharacterEncoding(label: label) == nil)
  }

  @Test func `every encoding of the standard is known to the C library`() {
    for name in Set(CharacterEncoding.namesOfLabels.values) where name != "replacement" {
      let text = clean(CharacterEncoding(name: name), name.hasPrefix("UTF-16") ? [] : [0x61])
      #expect(text == (name.hasPrefix("UTF-16") ? "" : "a"), "\(name)")
    }
  }

  @Test(arguments: [
    ("GBK", [0xC4, 0xE3] as [UInt8], "你"), ("gb18030", [0x81, 0x30, 0x81, 0x30], "\u{80}"),
    ("Shift_JIS", [0x93, 0xFA, 0x87, 0x40], "日①"), ("EUC-JP", [0xC6, 0xFC], "日"),
    ("EUC-KR", [0xB0, 0xA1, 0x81, 0x41], "가갂"), ("Big5", [0xA4, 0xA4], "中"),
    ("windows-1252", [0x80, 0xE9, 0x9F], "€éŸ"), ("windows-1251", [0xCF], "П"),
    ("ISO-8859-2", [0xB1], "ą"), ("KOI8-R", [0xC1], "а"), ("windows-874", [0xA1], "ก"),
    ("macintosh", [0x8E], "é"), ("ISO-2022-JP", [0x1B, 0x24, 0x42, 0x46, 0x7C], "日"),
    ("UTF-16LE", [0x61, 0, 0x3D, 0xD8, 0x00, 0xDE], "a😀"), ("UTF-16BE", [0, 0x61], "a"),
    ("x-mac-cyrillic", [0x80], "А"), ("IBM866", [0x80], "А"), ("ISO-8859-8-I", [0xE0], "א"),
  ])
  func `text is decoded`(_ name: String, _ bytes: [UInt8], _ text: String) {
    #expect(clean(CharacterEncoding(name: name), bytes) == text)
  }

  @Test(arguments: [
    ([0x61, 0, 0x62] as [UInt8], "a\u{FFFD}b"), ([0xC3, 0xBC, 0xC3], "ü\u{FFFD}"),
    ([0xE2, 0x82, 0x41], "\u{FFFD}A"), ([0xC0, 0xAF], "\u{FFFD}\u{FFFD}"),
    ([0xED, 0xA0, 0x80], "\u{FFFD}\u{FFFD}\u{FFFD}"), ([0xF4, 0x90], "\u{FFFD}\u{FFFD}"),
    ([0xF0, 0x9F, 0x98, 0x80], "😀"), ([0xEF, 0xBB, 0xBF, 0x61], "a"), ([0xFF], "\u{FFFD}"),
    (Array("1234567ü".utf8), "1234567ü"), (Array("12345678".utf8) + [0], "12345678\u{FFFD}"),
  ])
  func `UTF-8 is repaired as the standard's decoder does`(_ bytes: [UInt8], _ text: String) {
    #expect(clean(.utf8, bytes) == text)
  }

  @Test func `random bytes become the text that the standard library makes of them`() {
    var generator = SplitMix(state: 7)
    for _ in 0..<3000 {
      let bytes = (0..<24).map { _ in
        let word = generator.next()
        return word & 1 == 0 ? UInt8(0x80 | (word >> 8 & 0x7F)) : UInt8(word >> 16 & 0x7E | 1)
      }
      guard !bytes.starts(with: [0xEF, 0xBB, 0xBF]) else { continue }
      #expect(clean(.utf8, bytes) == String(decoding: bytes, as: UTF8.self))
    }
  }

  @Test(arguments: ["GBK", "Shift_JIS", "EUC-KR", "UTF-16LE", "windows-1252", "ISO-2022-JP"])
  func `invalid bytes become U+FFFD and the rest is kept`(_ name: String) {
    let isWide = name == "UTF-16LE"
    let bad: [UInt8] = isWide ? [0x00, 0xDC] : [0xFF]
    var bytes: [UInt8] = []
    for _ in 0..<50_000 { bytes += bad }
    bytes += isWide ? [0x61, 0] : [0x61]
    let text = clean(CharacterEncoding(name: name), bytes)
    #expect(text.hasSuffix("a"))
    #expect(text.utf8.count > 50_000)
  }

  @Test(arguments: [
    ([0xFE, 0xFF, 0, 0x61] as [UInt8], "utf-8", "UTF-16BE"),
    ([0xEF, 0xBB, 0xBF], "windows-1251", "UTF-8"),
    (Array("<meta charset=koi8-r>".utf8), "windows-1251", "windows-1251"),
    (Array("<meta charset=koi8-r>".utf8), "nonsense", "KOI8-R"),
    (Array("<meta charset=koi8-r>".utf8), nil, "KOI8-R"),
    (Array("grün".utf8), nil, "UTF-8"), ([0x67, 0xFC], nil, "windows-1252"),
    (
      Array((String(repeating: " ", count: 2000) + "<meta charset=koi8-r>").utf8) + [0xFC], nil,
      "KOI8-R"
    ), ([], nil, "UTF-8"),
  ])
  func `the mark wins over the header, the header over the page`(
    _ bytes: [UInt8], _ declared: String?, _ name: String
  ) {
    #expect(CharacterEncoding.ofHTML(bytes.span, declared: declared).name == name)
  }

  @Test(
    arguments: [
      ("@charset \"koi8-r\";", nil, "KOI8-R"), ("@charset 'koi8-r';", nil, "UTF-8"),
      ("@charset \"utf-16\";", nil, "UTF-8"), ("@charset \"koi8-r\";", "utf-8", "UTF-8"),
    ] as [(String, String?, String)])
  func `a style sheet may declare its encoding`(_ css: String, _ declared: String?, _ name: String)
  {
    #expect(CharacterEncoding.ofCSS(Array(css.utf8).span, declared: declared).name == name)
  }

  // MARK: Vectors

  /// html5lib's cases whose `meta` stands after the first 1,024 bytes, by the beginning of their
  /// data: a parser would begin anew there; here the longer search finds it.
  ///
  /// Of the same source two more are not used: `scripted/tests1.dat` writes its `meta` by a
  /// script, and `chardet/test_big5.txt` says nothing, so only statistics could tell.
  static let late = [
    "<!-- 2048 ", "<!-- 2049 ", "<!-- 4096 ", "<!-- 4097 ", "<!-- 8192 ", "<!-- 8193 ",
    "<!-- multi-script",
  ]

  @Test(
    .needsVectors,
    arguments: ["tests1.dat", "tests2.dat", "test-yahoo-jp.dat"])
  func `html5lib's documents are in the encodings it says`(_ file: String) throws {
    let bytes = [UInt8](try Vectors.data("encodings/html5lib/\(file)"))
    var count = 0
    for (data, expected) in Self.cases(bytes) {
      let text = String(decoding: data, as: UTF8.self)
      let isLate = Self.late.contains { text.contains($0) }
      let length =
        isLate ? CharacterEncoding.latePrescanLength : CharacterEncoding.prescanLength
      let stated = CharacterEncoding.statedInHTML(data.span, within: length) ?? .windows1252
      #expect(stated.name.lowercased() == expected.lowercased(), "\(text.prefix(300))")
      count += 1
    }
    #expect(count > 0)
  }

  private static func cases(_ bytes: [UInt8]) -> [(data: [UInt8], encoding: String)] {
    var cases: [(data: [UInt8], encoding: String)] = []
    var data: [UInt8] = []
    var isData = false
    var isEncoding = false
    for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
      if line.elementsEqual("#data".utf8) {
        (data, isData) = ([], true)
      } else if line.elementsEqual("#encoding".utf8) {
        (isData, isEncoding) = (false, true)
      } else if isData {
        data += line + [0x0A]
      } else if isEncoding {
        cases.append((data, String(decoding: line, as: UTF8.self)))
        isEncoding = false
      }
    }
    return cases
  }

  @Test(.needsVectors) func `the sniffer's documents are in the encodings it says`() throws {
    let root = "encodings/html-encoding-sniffer"
    let expected = [
      "bom/UTF-16BE.html": "UTF-16BE", "bom/UTF-16LE.html": "UTF-16LE", "bom/UTF-8.html": "UTF-8",
      "no-result/http-equiv-refresh_windows-1252.html": nil,
      "no-result/no-indicators_windows-1252.html": nil,
      "normal/charset-bracket_UTF-8.html": "UTF-8",
      "normal/charset-short-comment_ISO-8859-2.html": "ISO-8859-2",
      "normal/charset-x-user-defined_windows-1252.html": "windows-1252",
      "normal/charset_KOI8-R.html": "KOI8-R",
      "normal/http-equiv-no-quotes_ISO-8859-5.html": "ISO-8859-5",
      "normal/http-equiv-second-charset_ISO-8859-2.html": "ISO-8859-2",
      "normal/http-equiv-trailing-space_ISO-8859-2.html": "ISO-8859-2",
      "normal/http-equiv_windows-874.html": "windows-874",
      "utf/charset-utf-16.html": "UTF-8", "utf/charset-utf-16be.html": "UTF-8",
      "utf/charset-utf-16le.html": "UTF-8",
    ]
    for (file, name) in expected {
      let bytes = [UInt8](try Vectors.data("\(root)/\(file)"))
      #expect(CharacterEncoding.statedInHTML(bytes.span)?.name == name, "\(file)")
    }
  }
}
