import Addressing
import CrawlModel
import Foundation
import TestSupport
import Testing

@testable import Reporting

@Suite struct `What was found on the web` {
  static let evil = [
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "'-alert(1)-'", "</figcaption>",
    "&lt;b&gt; &#x3c;", "<!--", "]]>", "a\u{0}b\u{1B}c\nd", "\u{202E}gpj.exe", "é 🐦 \u{301}",
  ]

  @Test(arguments: evil)
  func `stays text in every place`(_ words: String) throws {
    var crawl = ExampleCrawl()
    try crawl.store(
      "https://birds.example/?q='\"<&>", as: "images/a.png",
      caption: Caption(alt: words, title: "Title: " + words),
      on: ["https://birds.example/?a=1&lt=2'"])
    crawl.pages = [
      PageEntry(
        address: try WebAddress("https://birds.example/"), kind: .page, status: .fetched,
        title: words)
    ]
    let page = try #require(try crawl.read().first)
    let shown = String(
      String.UnicodeScalarView(
        words.unicodeScalars.map { $0.value < 0x20 ? " " : $0 }))
    #expect(page["h1"].map(\.text) == [shown])
    #expect(page["img"].compactMap { $0.attributes["alt"] } == [shown])
    #expect(page.classed("caption").map(\.text) == [shown])
    #expect(page.classed("more").map(\.text) == ["Title: " + shown])
    #expect(
      page["script"].map(\.text) == [
        String(decoding: EmbeddedText.galleryScript.bytes, as: UTF8.self)
      ])
    #expect(page.elements.allSatisfy { $0.attributes.keys.allSatisfy { !$0.hasPrefix("on") } })
  }

  @Test func `is cut if it is too long`() throws {
    var crawl = ExampleCrawl()
    try crawl.store(
      "https://birds.example/a", as: "images/a.png",
      caption: Caption(alt: "a" + String(repeating: "\u{301}", count: 100_000)))
    let text = try #require(crawl.texts.first)
    let images = try #require(text.firstRange(of: "<main"))
    #expect(text[images.lowerBound...].utf8.count < 4000)
    #expect(crawl.files.index.joined().utf8.count < 2000)
    #expect(try StrictHTML(text).classed("caption").first?.text.hasSuffix("…") == true)
  }

  @Test(arguments: [
    ("images/a b.png", "images/a%20b.png"), ("images/50%.png", "images/50%25.png"),
    ("images/a#b?c.png", "images/a%23b%3Fc.png"), ("images/Küche.png", "images/K%C3%BCche.png"),
    ("images/\"'&.png", "images/%22%27%26.png"), ("images/x:y.png", "images/x%3Ay.png"),
  ])
  func `has valid URLs for all file names`(_ file: String, _ reference: String) throws {
    var crawl = ExampleCrawl()
    try crawl.store("https://birds.example/a", as: file)
    let page = try #require(try crawl.read().first)
    #expect(page["img"].compactMap { $0.attributes["src"] } == [reference])
    #expect(page.classed("frame").compactMap { $0.attributes["href"] } == [reference])
  }

  @Test func `is never opened as a document when it is an SVG`() throws {
    var crawl = ExampleCrawl()
    try crawl.store(
      "https://birds.example/a.svg", as: "images/a.svg", format: .svg, width: nil, height: nil)
    let page = try #require(try crawl.read().first)
    #expect(page["img"].compactMap { $0.attributes["src"] } == ["images/a.svg"])
    #expect(!page["a"].contains { $0.attributes["href"] == "images/a.svg" })
    #expect(Set(page.elements.map(\.tag)).isDisjoint(with: ["object", "embed", "iframe", "svg"]))
  }
}

@Suite struct `A gallery page` {
  @Test func `requests only the files beside it`() throws {
    var crawl = ExampleCrawl()
    try crawl.store("https://birds.example/a", as: "images/a.png")
    let page = try #require(try crawl.read().first)
    // Only a link that the user follows may lead elsewhere.
    for element in page.elements where element.tag != "a" {
      for (name, value) in element.attributes where name != "content" {
        #expect(!value.contains("//"), "\(name) of <\(element.tag)>")
      }
    }
    for part in page["style"] + page["script"] {
      let code = part.text.split(separator: "\n").filter {
        !$0.drop { $0 == " " }.hasPrefix("//")
      }
      for word in ["//", "url(", "@import"] { #expect(!code.contains { $0.contains(word) }) }
    }
    #expect(page["link"].map { $0.attributes["href"] } == ["data:,"])
  }

  @Test func `allows only its own script and style`() throws {
    var crawl = ExampleCrawl()
    try crawl.store("https://birds.example/a", as: "images/a.png")
    let page = try #require(try crawl.read().first)
    let policy = try #require(
      page["meta"].first { $0.attributes["http-equiv"] == "Content-Security-Policy" }?
        .attributes["content"])
    #expect(policy.hasPrefix("default-src 'none'; img-src 'self' file: data:; "))
    #expect(!policy.contains("unsafe"))
    for (name, part) in [("style", page["style"]), ("script", page["script"])] {
      let content = try #require(part.first?.text)
      #expect(part.count == 1)
      let hex = try Shell.run("sha256sum", input: Data(content.utf8)).stdout.prefix(64)
      let bytes = stride(from: 0, to: 64, by: 2).compactMap {
        UInt8(hex.dropFirst($0).prefix(2), radix: 16)
      }
      #expect(policy.contains("\(name)-src 'sha256-\(Data(bytes).base64EncodedString())'"))
    }
    #expect(page.elements.allSatisfy { $0.attributes["style"] == nil })
  }

  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
    ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
  ])
  func `encodes base64 as in RFC 4648`(_ text: String, _ encoded: String) {
    #expect(Base64.text(Array(text.utf8)) == encoded)
  }

  @Test func `has landmarks, a language, a title and a way past the header`() throws {
    var crawl = ExampleCrawl()
    try crawl.store("https://birds.example/a", as: "images/a.png")
    let page = try #require(try crawl.read().first)
    for tag in ["header", "main", "footer", "h1", "title"] { #expect(page[tag].count == 1) }
    #expect(page["html"].first?.attributes["lang"] == "en")
    #expect(page["a"].first?.attributes["href"] == "#images")
    #expect(page["main"].first?.attributes["id"] == "images")
    #expect(page["img"].allSatisfy { $0.attributes["alt"] == "Image a.png" })
  }
}
