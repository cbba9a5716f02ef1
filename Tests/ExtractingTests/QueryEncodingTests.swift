import Addressing
import Foundation
import Markup
import TestSupport
import Testing

@testable import Extracting

/// Queries in the encoding of their page.
@Suite struct QueryEncodingTests {
  struct Vector: Decodable {
    var input: String
    var output: [String: String]
  }

  /// Differences between the standard's tables and those of the C library, each with its reason.
  static let listed = [
    "gb18030 \u{E5E5}": "the standard has no bytes for this private use, the C library has"
  ]

  @Test(.needsVectors) func `are percent-encoded as in web-platform-tests`() throws {
    let vectors = try JSONDecoder().decode(
      [Either].self, from: Vectors.data("url/percent-encoding.json")
    ).compactMap(\.vector)
    #expect(vectors.count == 7)
    for vector in vectors {
      for (name, expected) in vector.output {
        guard Self.listed["\(name) \(vector.input)"] == nil else { continue }
        let encoding = try #require(CharacterEncoding(label: name))
        let address = try WebAddress(
          "http://h/?\(vector.input)"[...], relativeTo: AddressBase(try WebAddress("http://h/")),
          queryEncoder: encoding.queryEncoder)
        #expect(address.query.map(String.init) == expected, "\(name) \(vector.input)")
      }
    }
  }

  /// A case, or a comment between them.
  enum Either: Decodable {
    case comment
    case found(Vector)

    init(from decoder: any Decoder) throws {
      self = (try? Vector(from: decoder)).map(Either.found) ?? .comment
    }

    var vector: Vector? { if case .found(let vector) = self { vector } else { nil } }
  }

  @Test(arguments: [
    ("windows-1252", "é€—", "%E9%80%97"), ("windows-1252", "\u{81}日", "%81%26%2326085%3B"),
    ("iso-8859-1", "ÿ", "%FF"), ("windows-1251", "Пå", "%CF%26%23229%3B"),
    ("gb2312", "你€", "%C4%E3%80"),
    ("gbk", "\u{1F600}", "%26%23128512%3B"), ("gb18030", "\u{1F600}", "%949%FC6"),
    ("shift_jis", "日ｱ\\~", "%93%FA%B1\\~"), ("euc-jp", "日", "%C6%FC"), ("big5", "中", "%A4%A4"),
    ("euc-kr", "가갂", "%B0%A1%81A"), ("koi8-r", "а", "%C1"), ("utf-16", "é", "%C3%A9"),
    ("iso-2022-jp", "a日b", "a%1B$BF|%1B(Bb"), ("x-user-defined", "\u{F780}é", "%80%26%23233%3B"),
    ("hz-gb-2312", "é", "%C3%A9"), ("utf-8", "é", "%C3%A9"),
  ])
  func `are in the page's encoding, or in UTF-8 instead of UTF-16`(
    _ charset: String, _ query: String, _ expected: String
  ) throws {
    let encoding = try #require(CharacterEncoding(label: charset))
    let address = try WebAddress(
      "/é?\(query)#é"[...], relativeTo: AddressBase(try WebAddress("http://h/")),
      queryEncoder: encoding.queryEncoder)
    #expect(address.text == "http://h/%C3%A9?\(expected)")
  }

  @Test func `are encoded for a page and a style sheet`() throws {
    let page: [UInt8] = Array("<img src='/a?".utf8) + [0xE9] + Array("'>".utf8)
    #expect(try Extraction(page, charset: "latin1").addresses == ["http://page.test/a?%E9"])
    let css: [UInt8] = Array("a{b:url(/a?".utf8) + [0xE9] + Array(")}".utf8)
    #expect(
      try Extraction(css, type: "css", charset: "latin1").addresses == ["http://page.test/a?%E9"])
  }
}
