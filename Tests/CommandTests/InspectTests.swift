import Foundation
import TestSupport
import Testing

struct InspectTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func inspect(_ arguments: [String], input: String = "") throws -> Shell.Outcome {
    try Magpie.run(["inspect"] + arguments, input: input, in: folder)
  }

  @Test func `addresses are printed in canonical form or with an error`() throws {
    let outcome = try inspect(["url", "HTTP://Example.COM:80/a/../b", "ftp://a.org/", "//x"])
    let lines = try objects(outcome.stdout)
    #expect(outcome.status == 0)
    #expect(lines.map { $0["url"] as? String } == ["http://example.com/b", nil, nil])
    #expect(lines.map { $0["error"] is String } == [false, true, true])
    #expect(lines[0]["input"] as? String == "HTTP://Example.COM:80/a/../b")
  }

  @Test func `the canonical form has no credentials`() throws {
    let inputs = ["http://magpie:s3cr3t@a.org/", "http://magpie:s3cr3t@[/"]
    let lines = try objects(try inspect(["url"] + inputs).stdout)
    #expect(lines.map { $0["input"] as? String } == inputs)
    #expect(lines[0]["url"] as? String == "http://a.org/")
    #expect((lines[1]["error"] as? String)?.contains("s3cr3t") == false)
  }

  @Test func `addresses are read with a base and from standard input`() throws {
    let based = try inspect(["url", "--base", "https://example.com/a/", "../x.png"])
    #expect(try objects(based.stdout)[0]["url"] as? String == "https://example.com/x.png")
    let input = """
      {"input": "x.png", "base": "https://a.org/y/"}
      {"input": "https://b.org"}
      no JSON
      """
    let lines = try objects(try inspect(["url", "-"], input: input).stdout)
    #expect(lines.map { $0["url"] as? String } == ["https://a.org/y/x.png", "https://b.org/", nil])
    #expect(lines.last?["error"] is String)
  }

  @Test func `images are recognised by content`() throws {
    try folder.write(Data(Picture.png("x")), to: "a.jpg")
    try folder.write("no image", to: "b.png")
    let good = try inspect(["image", "a.jpg"])
    #expect(good.status == 0)
    let bytes = Picture.png("x").count
    #expect(
      good.stdout
        == #"{"file":"a.jpg","format":"png","width":300,"height":200,"bytes":\#(bytes)}"# + "\n")
    try folder.write(Data(Picture.png("x").dropLast(12)), to: "cut.png")
    #expect(try objects(try inspect(["image", "cut.png"]).stdout)[0]["truncated"] as? Bool == true)
    let bad = try inspect(["image", "a.jpg", "b.png", "absent"])
    #expect(bad.status == 1)
    #expect(try objects(bad.stdout).map { $0["error"] is String } == [false, true, true])
  }

  @Test func `of a very large file only the beginning is read`() throws {
    let large = 3 << 30
    for (name, start) in [("a.png", Picture.png("x")), ("a.iso", Array("CD001".utf8))] {
      try folder.write(Data(start), to: name)
      try FileHandle(forWritingTo: folder.file(name)).truncate(atOffset: UInt64(large))
    }
    let lines = try objects(try inspect(["image", "a.png", "a.iso"]).stdout)
    #expect(lines[0]["format"] as? String == "png" && lines[0]["bytes"] as? Int == large)
    #expect(lines[1]["error"] is String)
  }

  @Test func `links are listed in document order`() throws {
    let page = """
      <base href=/x/><link rel=stylesheet href=a.css><img src=b.png alt=B><a href=c.html>c</a>
      """
    try folder.write(page, to: "page.html")
    let outcome = try inspect(["links", "page.html", "--url", "https://a.org/"])
    #expect(outcome.status == 0)
    let lines = try objects(outcome.stdout)
    #expect(lines.map { $0["kind"] as? String } == ["stylesheet", "image", "page"])
    #expect(lines.map { $0["via"] as? String } == ["link[stylesheet]", "img[src]", "a[href]"])
    #expect(
      lines.map { $0["url"] as? String } == [
        "https://a.org/x/a.css", "https://a.org/x/b.png", "https://a.org/x/c.html",
      ])
    #expect(lines[1]["alt"] as? String == "B")
    let piped = try inspect(["links", "-", "--url", "https://a.org/"], input: page)
    #expect(piped.stdout == outcome.stdout)
  }

  @Test func `a style sheet is recognised by its type or its content`() throws {
    let style = "@import 'b.css'; p { background: url(c.png) }"
    let outcome = try inspect(
      ["links", "-", "--url", "https://a.org/", "--type", "text/css"], input: style)
    #expect(
      try objects(outcome.stdout).map { $0["url"] as? String } == [
        "https://a.org/b.css", "https://a.org/c.png",
      ])
  }

  @Test func `robots_txt verdicts have the line that decides`() throws {
    let text = "User-agent: *\nDisallow: /a\nCrawl-delay: 1.5\n\nUser-agent: other\nAllow: /\n"
    try folder.write(text, to: "robots.txt")
    let urls = ["https://a.org/a/b?c#d", "/a", "/b", "mailto:x"]
    let outcome = try inspect(["robots", "robots.txt"] + urls)
    #expect(outcome.status == 0)
    let lines = try objects(outcome.stdout)
    #expect(lines.map { $0["url"] as? String } == urls)
    #expect(lines.map { $0["allowed"] as? Bool } == [false, false, true, nil])
    #expect(lines.map { $0["rule"] as? String } == ["Disallow: /a", "Disallow: /a", nil, nil])
    #expect(lines.map { $0["line"] as? Int } == [2, 2, nil, nil])
    #expect(lines.map { $0["crawl_delay"] as? Double } == [1.5, 1.5, 1.5, nil])
    #expect(lines[3]["error"] is String)
    let other = try inspect(["robots", "-", "--agent", "Other/1.0", "/a"], input: text)
    #expect(other.stdout == #"{"url":"/a","allowed":true,"rule":"Allow: /","line":6}"# + "\n")
  }

  @Test(arguments: [
    (nil, "<rss><channel><item><enclosure url='/i' type='image/png'/></item></channel></rss>"),
    ("application/rss+xml", "<rss><item><enclosure url='/i' type='image/png'/></item></rss>"),
    (nil, "<urlset><url><image:image><image:loc>/i</image:loc></image:image></url></urlset>"),
    ("application/manifest+json", "{\"icons\": [{\"src\": \"/i\"}]}"),
    (nil, "{\"icons\": [{\"src\": \"/i\"}]}"),
    (nil, "{\"version\": \"https://jsonfeed.org/version/1\", \"icon\": \"/i\"}"),
    ("application/xml", "<?xml version='1.0'?><svg><image href='/i'/></svg>"),
    ("text/plain", "words before <img src=/i>"),
  ])
  func `every kind of document is recognised by its type or its content`(
    type: String?, text: String
  ) throws {
    let outcome = try inspect(
      ["links", "-", "--url", "https://a.org/x"] + (type.map { ["--type", $0] } ?? []), input: text)
    let lines = try objects(outcome.stdout)
    #expect(lines.map { $0["url"] as? String } == ["https://a.org/i"])
    #expect(lines.map { $0["kind"] as? String } == ["image"])
  }

  @Test func `kinds of links are those of the manifest`() throws {
    let page = """
      <link rel=alternate type=application/atom+xml href=f>
      """
    let feed = try inspect(["links", "-", "--url", "https://a.org/"], input: page)
    #expect(
      feed.stdout
        == #"{"url":"https://a.org/f","kind":"feed","via":"link[alternate]"}"# + "\n")
    let index = "<sitemapindex><sitemap><loc>s.xml</loc></sitemap></sitemapindex>"
    let sitemap = try inspect(["links", "-", "--url", "https://a.org/"], input: index)
    #expect(
      sitemap.stdout
        == #"{"url":"https://a.org/s.xml","kind":"sitemap","via":"sitemap[loc]"}"# + "\n")
    let list = try inspect(
      ["links", "-", "--url", "https://a.org/"], input: "https://a.org/1\nhttps://a.org/2\n")
    #expect(
      try objects(list.stdout).map { $0["via"] as? String } == ["sitemap[loc]", "sitemap[loc]"])
  }

  @Test func `the readable part of a damaged document is printed with an error`() throws {
    let text = String(repeating: "https://a.org/\n", count: 2000)
    let packed = try Shell.run("gzip", ["-c"], input: Data(text.utf8)).standardOutput
    try folder.write(packed.dropLast(4), to: "map.gz")
    let outcome = try inspect(["links", "map.gz", "--url", "https://a.org/map.gz"])
    #expect(outcome.status == 1)
    #expect(try objects(outcome.stdout).count == 2000)
    #expect(outcome.stderr.hasPrefix("magpie: https://a.org/map.gz: "))
  }
}
