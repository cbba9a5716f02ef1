import CrawlModel
import Testing

@testable import Extracting

@Suite struct HTMLLinksTests {
  @Test(arguments: [
    ("<base href='/b/'><img src=a>", "http://page.test/b/a"),
    ("<base target=x><base href='/b/'><img src=a>", "http://page.test/b/a"),
    ("<base href='javascript:x'><base href='/b/'><img src=a>", "http://page.test/d/a"),
    ("<base href='http://['><img src=a>", "http://page.test/d/a"),
    ("<base href='../c/'><img src=a>", "http://page.test/c/a"),
    ("<body><base href=' /late/ '><img src=a>", "http://page.test/late/a"),
    ("<base href='//other.test'><img src=a>", "http://other.test/a"),
    ("<img src='  a\n'>", "http://page.test/d/a"),
    ("<img src='a&amp;b&copy=1'>", "http://page.test/d/a&b&copy=1"),
    ("<img src='//h.test/%7e'>", "http://h.test/%7e"),
  ])
  func `a reference is resolved against the first base`(_ html: String, _ address: String) throws {
    #expect(try Extraction(html, at: "http://page.test/d/e").addresses == [address])
  }

  @Test(arguments: [
    "<a href='#x'>", "<a href=''>", "<a href='  '>", "<a>", "<a href='mailto:a@b'>",
    "<img src='data:image/png,x'>", "<a href='javascript:a()'>", "<img src='http://'>",
    "<img srcset=', ,'>", "<link rel=stylesheet>", "<meta http-equiv=refresh content=5>",
    "<meta name=og:title content=a.png>", "<div style='color: red'>", "<a href='ftp://a/b.png'>",
    "<link rel=canonical href=a>", "<param name=x value=y.png>", "<img alt=a.png>",
  ])
  func `references that cannot be fetched are not links`(_ html: String) throws {
    #expect(try Extraction(html).lines == [])
  }

  @Test(arguments: [
    "<img src='{{x}}'>", "<img src='/a/{{ x }}.jpg'>", "<img src='${x}'>", "<img src='<%= x %>'>",
    "<img src='{% static \"a.png\" %}'>", "<img src='#{x}'>", "<img src='/#{x}.png'>",
    "<img src='[[x]]'>", "<img src='/a/%s.png'>", "<img srcset='{{x}} 1x, ${y} 2x'>",
    "<template><img src='{{x}}'></template>", "<noscript><img src='/${x}.png'></noscript>",
    "<a href='{{x}}'>", "<a href='/p/${x}'>", "<a href='<?= x ?>{{x}}'>", "<iframe src='{{x}}'>",
    "<video poster='{{x}}'>", "<div style='background: url({{x}})'>", "<img data-src='[[x]]'>",
    "<meta property=og:image content='{{x}}'>", "<link rel=icon href='{{x}}'>",
  ])
  func `a placeholder that was not filled is no address`(_ html: String) throws {
    #expect(try Extraction(html).lines == [])
  }

  @Test(arguments: [
    ("<img src='/%7B%7Bx%7D%7D.png'>", "/%7B%7Bx%7D%7D.png"),
    ("<img src='/%5B%5Bx%5D%5D.png'>", "/%5B%5Bx%5D%5D.png"),
    ("<img src='/a[1].png'>", "/a[1].png"),
    ("<img src='/a{1}.png'>", "/a%7B1%7D.png"), ("<img src='/a$b.png'>", "/a$b.png"),
    ("<img src='/a%d0.png'>", "/a%d0.png"), ("<img src='/100%scale.png'>", "/100%scale.png"),
    ("<a href='/w?t=[[x]]'>", "/w?t=[[x]]"), ("<a href='/w#{x}'>", "/w"),
  ])
  func `brackets of an address are no placeholder`(_ html: String, _ path: String) throws {
    #expect(try Extraction(html).addresses == ["http://page.test" + path])
  }

  @Test(arguments: [
    ("<a href=\"javascript:window.open('big.jpg')\">", "image http://page.test/big.jpg a[href]"),
    ("<a href=\" JavaScript: show('/a/b.png', 3); \">", "image http://page.test/a/b.png a[href]"),
    ("<a href='javascript:f(%27a%20b.jpg%27)'>", "image http://page.test/a%20b.jpg a[href]"),
    ("<a href='javascript:f(&quot;a.jpg&quot;)'>", "image http://page.test/a.jpg a[href]"),
    ("<area href=\"javascript:f('a.jpg')\">", "image http://page.test/a.jpg area[href]"),
    ("<iframe src=\"javascript:f('a.jpg')\">", "image http://page.test/a.jpg iframe[src]"),
    ("<a href=\"javascript:f('page.html')\">", ""), ("<a href=\"javascript:f('a' + '.jpg')\">", ""),
    (
      "<svg><use href='/s.svg#a'/><use xlink:href='s.svg?v=1#b'/></svg>",
      "image http://page.test/s.svg svg[use];image http://page.test/s.svg?v=1 svg[use]"
    ),
    ("<svg><use href='#a'/><use xlink:href='/page#a'/></svg>", ""),
    ("<meta name=msapplication-config content=none>", ""),
    ("<link rel=search type=text/html href=/find>", ""),
    ("<link rel=alternate type=application/json+oembed href=/wp-json/oembed/1.0/embed?url=x>", ""),
    (
      "<link rel=alternate type=application/json href=/feed.json>",
      "feed http://page.test/feed.json link[alternate]"
    ),
    ("<link rel=alternate type=application/json href=/wp-json/wp/v2/posts/1>", ""),
  ])
  func `scripts, drawings and descriptions are links if they are clear`(
    _ html: String, _ lines: String
  ) throws {
    #expect(try Extraction(html).lines == lines.split(separator: ";").map(String.init))
  }

  @Test func `an image that a script address opens has the text of its link`() throws {
    let found = try Extraction("<a href=\"javascript:show('a.jpg')\">A bird</a>")
    #expect(found.links.map(\.caption.linkText) == ["A bird"])
  }

  @Test func `an image has the texts of its element`() throws {
    let found = try Extraction(
      "<img src=a alt='&lt;An&gt; image' title=T width=' 12px' height=50%>"
        + "<a href=b.jpg title=B>x</a><a href=c title=C>")
    #expect(
      found.links.map(\.caption) == [
        Caption(
          alt: "<An> image", title: "T", width: 12, showing: .alone, alternative: .text),
        Caption(title: "B", linkText: "x"),
        Caption(),
      ])
  }

  @Test func `noscript is marked only inside the element`() throws {
    let found = try Extraction(
      "<head><noscript><link rel=stylesheet href=a></noscript><link rel=icon href=b></head>"
        + "<body><p><noscript><p><img src=c></noscript><img src=d>")
    #expect(
      found.links.map(\.via.text) == [
        "noscript/link[stylesheet]", "link[icon]", "noscript/img[src]", "img[src]",
      ])
  }

  @Test func `an attribute gives one link, whatever its number of words`() throws {
    let found = try Extraction("<link rel='shortcut icon apple-touch-icon' href=a>")
    #expect(found.lines == ["image http://page.test/a link[icon]"])
  }

  @Test(arguments: [
    ("5; url=a", "a"), ("0;URL='a b'", "a b"), ("0, a", "a"), ("1.5;url = \"a\" x", "a"),
    ("0 url=a", "a"), (".5;url=a", "a"), ("0;u", "u"), ("0;url", "url"), ("0;ura", "ura"),
  ])
  func `a refresh has a target`(_ content: String, _ reference: String) {
    #expect(Refresh.reference(content) == reference)
  }

  @Test(arguments: ["", "5", "5;", "x;url=a", "5x;url=a", "url=a", "5;url=''"])
  func `a refresh of the page itself has no reference`(_ content: String) {
    #expect(Refresh.reference(content).map(\.isEmpty) ?? true)
  }

  @Test func `the declared encoding is used`() throws {
    let page: [UInt8] = Array("<title>".utf8) + [0xC4, 0xE3] + Array("</title>".utf8)
    #expect(try Extraction(page, charset: "gb2312").facts.title == "你")
    #expect(try Extraction(page, charset: "gb2312").facts.encoding == "GBK")
    #expect(try Extraction(page).facts.title == "Äã")
  }

  @Test func `there is an extractor for each kind of document`() {
    #expect(LinkExtractors.extractor(for: .html) is HTMLLinks)
    #expect(LinkExtractors.extractor(for: .css) is CSSLinks)
  }
}
