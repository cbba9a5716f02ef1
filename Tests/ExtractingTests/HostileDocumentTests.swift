import Addressing
import CrawlModel
import Testing

@testable import Extracting

/// Documents intended to crash an extractor, to make it hang or to take quadratic time.
@Suite struct HostileDocumentTests {
  @Test(arguments: ["html", "css"])
  func `empty and zero bytes have no links`(_ type: String) throws {
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

  @Test func `a list has no more references than a document may have`() throws {
    let value = String(repeating: "a.png|", count: LinkCollector.maximumLinks * 2)
    let list = try #require(ReferenceList.candidates(value[...]))
    #expect(list.count == LinkCollector.maximumLinks + 1)
    #expect(try Extraction("<div data-src='\(value)'>").facts.isCut)
  }

  @Test(arguments: [",", " ", "(", "a,", "a (", "a 1x ", "1w,"])
  func `a srcset of separators is read in linear time`(_ piece: String) {
    let text = String(repeating: piece, count: 200_000)
    #expect(Srcset.candidates(text).count <= 200_000)
  }

  @Test func `links beyond the limit are counted as cut`() throws {
    let page = String(repeating: "<a href=x>", count: LinkCollector.maximumLinks + 10)
    let found = try Extraction(page)
    #expect(found.links.count == LinkCollector.maximumLinks)
    #expect(found.facts.isCut)
  }

  @Test(arguments: [("html", "<img src=", ">"), ("css", "a{b:url(", ")}")])
  func `the names of hosts with other letters have a limit`(
    type: String, start: String, end: String
  ) throws {
    let label = String(repeating: "\u{20000}", count: 500)
    let count = InternationalNames.maximumBytes / label.utf8.count + 1
    func page(_ count: Int) -> String {
      (0..<count).map { "\(start)//xn--ä\($0).\(label).de/\(end)" }.joined()
        + "\(start)/last\(end)"
    }
    let found = try Extraction(page(count), type: type)
    #expect(found.facts.isCut && found.addresses == ["http://page.test/last"])
    #expect(try !Extraction(page(9), type: type).facts.isCut)
  }

  @Test func `a name with other letters counts once`() throws {
    let label = String(repeating: "ä", count: 500)
    let count = 2 * InternationalNames.maximumBytes / label.utf8.count
    let found = try Extraction((0..<count).map { "<img src=//\(label).de/\($0)>" }.joined())
    #expect(found.links.count == count && !found.facts.isCut)
  }

  @Test(arguments: [
    "\"", "'", "/*", "url(", "url('", "url(\\", "\\", "@", "@import ", "(", "{", "}", "image-set(",
    "a:", "@font-face{", "u", "url(a ", "#", "1", "-", "\n", "\"\\\n", "url(\"a\"", "@import'a'",
  ])
  func `unclosed CSS is read to its end`(_ piece: String) throws {
    let css = String(repeating: piece, count: 100_000)
    #expect(try Extraction(css, type: "css").links.count <= 200_000)
    #expect(
      try Extraction("<p style=\"\(css)\"><style>\(css)", type: "html").links.count <= 400_000)
  }

  @Test func `nested documents are bounded`() throws {
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
    #expect(facts.title?.utf8.count == LinkFinder.maximumTitleLength)
  }

  @Test func `an attribute of ten million bytes is read`() throws {
    let value = String(repeating: "x", count: 10_000_000)
    let found = try Extraction("<img alt='\(value)' src=a><img src='\(value)'><img src=b>")
    #expect(found.addresses == ["http://page.test/a", "http://page.test/b"])
  }

  @Test(arguments: [
    "<figure>", "<figcaption>", "<h1>", "<a href=x>", "<a href=x><img src=y>", "<picture>",
    "<picture><img src=a>", "<figure><img src=a>", "<noscript>", "<template>", "<svg>",
    "<!--[if IE]><img src=a><![endif]-->", "<iframe srcdoc='<img src=a>'>", "<script>'/a.png'",
    "<script>\"a.png\",</script>", "<img data-x='{\"a\":\"/b.png\"}'>",
    "<img data-a='<img src=b>'>", "<img src=a data-src=b>", "<div data-bg='url(a)'>",
    "<img data-src='{width}' data-widths='[1,2,3]'>", "<h2>a</h2><img src=b>",
  ])
  func `a page that repeats one construct a hundred thousand times is read`(_ piece: String) throws
  {
    let page = String(repeating: piece, count: 100_000)
    #expect(try Extraction(page).links.count <= LinkCollector.maximumLinks)
  }

  @Test func `embedded documents beyond the limit are reported as cut`() throws {
    let piece = "<!--[if IE]><img src=a><![endif]-->"
    let limit = LinkFinder.maximumInnerDocuments
    let all = try Extraction(String(repeating: piece, count: limit))
    #expect(all.links.count == limit && !all.facts.isCut)
    let more = try Extraction(String(repeating: piece, count: limit + 1))
    #expect(more.links.count == limit && more.facts.isCut)
  }

  @Test(arguments: ["ld+json", "json", "javascript"])
  func `deep, long or truncated data is read`(_ type: String) throws {
    for piece in ["[", "{\"image\":", "{\"image\":[", "\"", "{\"url\":\"/a.png\",", "\\u", "'"] {
      let page =
        "<script type='application/\(type)'>" + String(repeating: piece, count: 200_000)
        + "</script><img src=last>"
      #expect(try Extraction(page).addresses.last == "http://page.test/last", "\(piece)")
    }
  }

  @Test(arguments: [
    "<img src=a ALT srcset='LIST'>", "<picture><source srcset='LIST'><img src=a ALT>",
  ])
  func `long attributes beside many candidates are shortened`(_ page: String) throws {
    let text = String(repeating: "é", count: 500_000)
    let list = (0..<50_000).map { "i\($0).png \($0 + 1)w" }.joined(separator: ", ")
    let found = try Extraction(
      page.replacing("ALT", with: "alt='\(text)' title='\(text)' sizes='\(text)'")
        .replacing("LIST", with: list))
    #expect(found.links.count == 50_001)
    let bytes = found.links.map(\.caption.attributeBytes)
    #expect(found.links[0].caption.alt?.utf8.count == Caption.maximumAttributeLength)
    #expect(bytes.reduce(0, +) <= LinkTextBudget.maximumBytes + 50_001 * 3 * 32)
    #expect(found.links.last?.caption.alt == String(repeating: "é", count: 16))
  }

  @Test(arguments: [8_000, 8_200])
  func `references below a long base are limited by the bytes of the document`(length: Int) throws {
    let base = "http://page.test/" + String(repeating: "a", count: length - 18) + "/"
    func found(_ count: Int) throws -> Extraction {
      try Extraction("<base href='\(base)'>" + String(repeating: "<img src=b>", count: count))
    }
    // One that is too long for an address counts, too.
    let isLink = length < LinkCollector.maximumAddressBytes
    let few = try found(100)
    #expect(few.links.count == (isLink ? 100 : 0) && !few.facts.isCut)
    let many = try found(1_000)
    let bytes = LinkCollector.leastBytes + LinkCollector.bytesForEach * (base.utf8.count + 11_015)
    #expect(many.links.count == (isLink ? bytes / (length + 1) : 0) && many.facts.isCut)
    #expect(try found(100_000).links.count == (isLink ? LinkCollector.maximumBytes / 8_001 : 0))
  }

  @Test(arguments: [("html", "<img src=/a>"), ("css", "a{b:url(/a)}")])
  func `a document with a long address has fewer links`(type: String, link: String) throws {
    let address = "http://page.test/" + String(repeating: "a", count: 8_000)
    let found = try Extraction(String(repeating: link, count: 20_000), type: type, at: address)
    let excess = address.utf8.count - LinkCollector.usualNamingBytes
    #expect(found.links.count == LinkCollector.maximumNamingBytes / excess)
    #expect(found.facts.isCut)
  }

  @Test func `a template with widths makes no long addresses`() {
    func fill(_ count: Int, _ widths: String) -> [Int] {
      WidthTemplate.fill("/" + String(repeating: "{width}", count: count), widths: widths)
        .map(\.width)
    }
    #expect(fill(1, "[1, 22]") == [1, 22])
    // One digit takes less than the placeholder, and more of them may take too much.
    #expect(fill(1_170, "[1, 12345678]") == [1])
    #expect(fill(1_171, "[1]") == [])
    #expect(WidthTemplate.fill("/{width}{height}", widths: "[1]").isEmpty)
  }

  @Test func `a late base resolves earlier links again, within the limits`()
    throws
  {
    let page = String(repeating: "<img src=x>", count: 100_000) + "<base href='/b/'><img src=y>"
    let found = try Extraction(page)
    #expect(found.addresses.first == "http://page.test/b/x")
    #expect(found.addresses.last == "http://page.test/b/y")
    #expect(found.links.count == 100_001)
  }
}
