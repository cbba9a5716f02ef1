import Addressing
import CrawlModel
import Extracting
import Testing

struct HeaderLinksTests {
  private func lines(_ fields: String...) throws -> [String] {
    var headers = Headers()
    for field in fields { headers.append(line: (field + "\r\n").utf8.span) }
    var lines: [String] = []
    HeaderLinks.extract(from: headers, at: try WebAddress("https://a.org/x/y")) { link in
      lines.append("\(link.kind) \(link.address) \(link.via)")
    }
    return lines
  }

  @Test(arguments: [
    ("</i.png>; rel=preload; as=image", "image https://a.org/i.png header[link]"),
    ("<i.png>; rel=\"icon\"", "image https://a.org/x/i.png header[link]"),
    ("</i>; rel=\"image_src foo\"", "image https://a.org/i header[link]"),
    ("</s.css>; rel=stylesheet", "stylesheet https://a.org/s.css header[link]"),
    ("</s.css>;rel=preload;as=style", "stylesheet https://a.org/s.css header[link]"),
    ("<?page=2>; rel=next", "page https://a.org/x/y?page=2 header[link]"),
    ("<https://b.org/>; REL=Canonical", "page https://b.org/ header[link]"),
    ("</f>; rel=alternate; type=\"application/rss+xml\"", "feed https://a.org/f header[link]"),
    ("</m>; rel=manifest", "manifest https://a.org/m header[link]"),
    ("</a,b;c>; title=\"a;\\\"b, <c>\" ; rel = next", "page https://a.org/a,b;c header[link]"),
  ])
  func `a link has the kind of its relation`(value: String, line: String) throws {
    #expect(try lines("Link: " + value) == [line])
  }

  @Test(arguments: [
    "</font.woff2>; rel=preload; as=font", "<https://a.org/wp-json/>; rel=\"https://api.w.org/\"",
    "</i.png>", "</i.png>; rel=icon; anchor=\"/z\"", "i.png; rel=icon", "<i.png; rel=icon", "",
    "<>",
    "</x>; rel=preconnect", "</?p=1>; rel=shortlink",
    "</j>; rel=alternate; type=\"application/json\"",
  ])
  func `other relations are ignored`(value: String) throws {
    #expect(try lines("Link: " + value) == [])
  }

  @Test func `several links may be in one field or in several`() throws {
    #expect(
      try lines(
        "Link: <1>; rel=next,<2>; rel=prev , <3>; title=x",
        "link: </a.png>; rel=preload; as=image; imagesrcset=\"/b.png 2x, /c.png 3x\"") == [
          "page https://a.org/x/1 header[link]", "page https://a.org/x/2 header[link]",
          "image https://a.org/a.png header[link]", "image https://a.org/b.png header[link]",
          "image https://a.org/c.png header[link]",
        ])
  }

  @Test func `a refresh leads to a page`() throws {
    #expect(try lines("Refresh: 5; url=/z") == ["page https://a.org/z header[refresh]"])
    #expect(try lines("Refresh: 5") == [])
  }

  @Test(arguments: ["<", "<>", "<a>;", "<a>; rel=next,", "<a>; a=\"", ";", ",", "<a>; =", "\\"])
  func `a field of unterminated links is read in linear time`(piece: String) throws {
    #expect(try lines("Link: " + String(repeating: piece, count: 50_000)).count <= 1000)
  }
}
