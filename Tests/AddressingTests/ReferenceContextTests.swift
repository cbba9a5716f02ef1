import Foundation
import TestSupport
import Testing

@testable import Addressing

/// The meaning of a reference depends only on the part of the base that its context names.
@Suite struct ReferenceContextTests {
  private static let bases = [
    "http://a.test/", "http://a.test/x", "http://a.test/x/", "http://a.test/x/y.html?q=/r/s#t/u",
    "http://a.test/x/z?other", "http://a.test/x//", "https://a.test/x/y",
    "http://a.test:8080/x/y", "http://me:pw@a.test/x/y", "http://b.test/x/y",
  ]

  private static let references = [
    "a", "a/b", "a/../b", "../b", "./", ".", "..", "/", "/a", "/a/../b?c#d", "//c.test/a", "///a",
    "http://c.test/a", "HTTP://c.test", "https://c.test/?q", "ftp://c.test/a", "a?b:c", "a#b:c",
    "a/b:c", "/a:b", "%41", "a%2F..%2Fb", "a;b", "a|b", "a^b", "x:y", "http:a", "http:/a",
    "mailto:a@b", "?a", "#a", "", " a", "a ", "a\tb", "a\\b", "\\a", "é",
    "a?é", "//", "/.", "/..", "a?b?c", "://a",
    "h)tp://c.test/a", "1x://c.test/a", "a$b:c", ":a", "a::b", "(a://b:c",
  ]

  @Test func `bases that agree in the part give the same address`() throws {
    let bases = try Self.bases.map { try WebAddress($0) }
    var judged = 0
    for reference in Self.references + Self.vectors() {
      guard let context = ReferenceContext(of: reference.utf8.span) else { continue }
      judged += 1
      for one in bases {
        for other in bases
        where context.part(of: AddressBase(one)) == context.part(of: AddressBase(other)) {
          let address = try? WebAddress(reference, relativeTo: one)
          let same = try? WebAddress(reference, relativeTo: other)
          #expect(address == same, "\(reference) at \(one) and \(other)")
        }
      }
    }
    #expect(judged > 20)
  }

  @Test(arguments: [
    ("a/b", ReferenceContext.folder), ("../b", .folder), ("/a", .origin), ("//c.test/a", .origin),
    ("http://c.test/a", .nothing), ("a?b:c", .folder), ("h)tp://c.test/a", .folder),
    ("1x://c.test/a", .folder), ("x+y-1.z://a", .nothing),
  ])
  func `common references are classified`(_ reference: String, _ context: ReferenceContext) {
    #expect(ReferenceContext(of: reference.utf8.span) == context)
  }

  @Test(arguments: ["", "?a", "#a", " a", "a b", "a\\b", "http:a", "x:y", "é", "a\u{7F}"])
  func `references that depend on more are not classified`(_ reference: String) {
    #expect(ReferenceContext(of: reference.utf8.span) == nil)
  }

  @Test func `a byte that the parser changes is found at every offset`() {
    for length in 1...19 {
      for place in 0..<length {
        for byte in UInt8.min...UInt8.max {
          var reference = [UInt8](repeating: UInt8(ascii: "a"), count: length)
          reference[place] = byte
          // A context of another kind begins with one of these characters, or has a colon.
          if place == 0, "/?#".utf8.contains(byte) || byte == UInt8(ascii: ":") { continue }
          let isTaken =
            byte > 0x20 && byte < 0x7F && byte != UInt8(ascii: "\\") && byte != UInt8(ascii: ":")
          #expect(
            ReferenceContext(of: reference.span) == (isTaken ? .folder : nil),
            "\(byte) at \(place) of \(length)")
        }
      }
    }
  }

  @Test func `the parts of a base end before its path and after its last slash`() throws {
    let base = AddressBase(try WebAddress("http://a.test:81/x/y.html?q=/r#/s"))
    #expect(ReferenceContext.nothing.part(of: base) == "")
    #expect(ReferenceContext.origin.part(of: base) == "http://a.test:81")
    #expect(ReferenceContext.folder.part(of: base) == "http://a.test:81/x/")
  }

  /// The references of the URL vectors; empty if they are absent.
  private static func vectors() -> [String] {
    let file = Vectors.folder.appending(path: "url/urltestdata.json")
    guard let data = try? Data(contentsOf: file),
      let entries = try? JSONSerialization.jsonObject(with: data) as? [Any]
    else { return [] }
    return entries.compactMap { ($0 as? [String: Any])?["input"] as? String }
  }
}
