import Testing

@testable import Extracting

/// Documents made to make an extractor crash, hang or take time with the square of their size.
@Suite struct HostileDocumentTests {
  @Test(arguments: ["html", "css"])
  func `no bytes and bytes of nothing have no links`(_ type: String) throws {
    #expect(try Extraction([UInt8](), type: type).lines == [])
    #expect(try Extraction([UInt8](repeating: 0, count: 100_000), type: type).lines == [])
    #expect(try Extraction([UInt8](repeating: 0xFF, count: 100_000), type: type).lines == [])
    #expect(try Extraction([UInt8](repeating: 0xE0, count: 100_001), type: type).lines == [])
  }

  @Test func `a NUL in a page hides nothing after it`() throws {
    let page =
      Array("<p>a".utf8) + [0] + Array("<img src=b>".utf8) + [0xC3] + Array("<img src=c>".utf8)
    let addresses = try Extraction(page, charset: "utf-8").addresses
    #expect(addresses == ["http://page.test/b", "http://page.test/c"])
  }

  @Test func `a srcset of a hundred thousand candidates is read`() throws {
    let candidates = (0..<100_000).map { "i\($0).png \($0 + 1)w" }.joined(separator: ", ")
    #expect(try Extraction("<img srcset='\(candidates)'>").links.count == 100_000)
  }

  @Test(arguments: [",", " ", "(", "a,", "a (", "a 1x ", "1w,"])
  func `a srcset of nothing but separators ends`(_ piece: String) {
    let text = String(repeating: piece, count: 200_000)
    #expect(Srcset.candidates(text).count <= 200_000)
  }

  @Test func `links beyond the limit are counted as cut`() throws {
    let page = String(repeating: "<a href=x>", count: LinkCollector.maximumLinks + 10)
    let found = try Extraction(page)
    #expect(found.links.count == LinkCollector.maximumLinks)
    #expect(found.facts.isCut)
  }

  @Test(arguments: [
    "\"", "'", "/*", "url(", "url('", "url(\\", "\\", "@", "@import ", "(", "{", "}", "image-set(",
    "a:", "@font-face{", "u", "url(a ", "#", "1", "-", "\n", "\"\\\n", "url(\"a\"", "@import'a'",
  ])
  func `CSS that opens what it never closes is read past`(_ piece: String) throws {
    let css = String(repeating: piece, count: 100_000)
    #expect(try Extraction(css, type: "css").links.count <= 200_000)
    #expect(
      try Extraction("<p style=\"\(css)\"><style>\(css)", type: "html").links.count <= 400_000)
  }

  @Test func `a document in a document in a document ends`() throws {
    var page = "<img src=a>"
    for _ in 0..<4 {
      let escaped = page.replacing("&", with: "&amp;").replacing("\"", with: "&quot;")
      page = "<iframe srcdoc=\"\(escaped)\"></iframe>"
    }
    #expect(try Extraction(page).lines == [])
    #expect(
      try Extraction("<iframe srcdoc='<img src=a>'></iframe>").addresses == ["http://page.test/a"])
  }

  @Test func `a long title is cut`() throws {
    let title = String(repeating: "x", count: 100_000)
    let facts = try Extraction("<title>\(title)</title>").facts
    #expect(facts.title?.utf8.count == HTMLLinkSink.maximumTitleLength)
  }

  @Test func `an attribute of ten million bytes is read past`() throws {
    let value = String(repeating: "x", count: 10_000_000)
    let found = try Extraction("<img alt='\(value)' src=a><img src='\(value)'><img src=b>")
    #expect(found.addresses == ["http://page.test/a", "http://page.test/b"])
  }
}
