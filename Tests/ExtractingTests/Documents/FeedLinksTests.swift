import CrawlModel
import Extracting
import Testing

struct FeedLinksTests {
  private func feed(_ text: String) throws -> Extraction {
    try Extraction(text, type: "feed", at: "https://a.org/feed/")
  }

  @Test func `RSS has pages, enclosures, media and images`() throws {
    let found = try feed(
      """
      <rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel>
      <title>Birds &amp;
        more</title><link>https://a.org/</link>
      <image><url>/logo.png</url><title>x</title><link>https://a.org/</link></image>
      <itunes:image href="/cover"/>
      <item><title>One</title><link>/1</link><guid>https://a.org/?p=1</guid>
        <enclosure url="/e" type="image/jpeg" length="1"/><enclosure url="/e.mp3" type="audio/mpeg"/>
        <media:content url="/m" medium="image" width="10" height="20"/>
        <media:content url="/m.mp4" type="video/mp4"/><media:content url="/n.jpg"/>
        <media:thumbnail url="/t"/></item>
      <item><guid>https://a.org/2</guid></item>
      <item><guid isPermaLink="false">https://a.org/3</guid></item>
      </channel></rss>
      """)
    #expect(
      found.lines == [
        "page https://a.org/ feed[link]", "image https://a.org/logo.png feed[image]",
        "image https://a.org/cover feed[itunes:image]", "page https://a.org/1 feed[link]",
        "image https://a.org/e feed[enclosure]", "image https://a.org/m feed[media:content]",
        "image https://a.org/n.jpg feed[media:content]",
        "image https://a.org/t feed[media:thumbnail]", "page https://a.org/2 feed[guid]",
      ])
    #expect(found.links[5].caption == Caption(width: 10, height: 20))
    #expect(found.facts.title == "Birds & more")
    #expect(found.facts.kind == .feed)
  }

  @Test func `Atom has links by their relation`() throws {
    let found = try feed(
      """
      <feed xmlns="http://www.w3.org/2005/Atom" xml:base="/blog/"><title>T</title>
      <link rel="self" href="self"/><link href="."/><link rel="next" href="?page=2"/>
      <logo>logo.svg</logo><icon>/favicon.ico</icon>
      <entry xml:base="2026/"><link href="1"/><link rel="enclosure" type="image/png" href="e.png"/>
        <link rel="alternate" type="application/atom+xml" href="1.atom"/>
        <content type="image/webp" src="c.webp"/></entry></feed>
      """)
    #expect(
      found.lines == [
        "page https://a.org/blog/ feed[link]", "feed https://a.org/blog/?page=2 feed[link]",
        "image https://a.org/blog/logo.svg feed[logo]",
        "image https://a.org/favicon.ico feed[icon]",
        "page https://a.org/blog/2026/1 feed[link]",
        "image https://a.org/blog/2026/e.png feed[enclosure]",
        "feed https://a.org/blog/2026/1.atom feed[link]",
        "image https://a.org/blog/2026/c.webp feed[content]",
      ])
  }

  @Test(arguments: [
    "<description>&lt;p&gt;&lt;img src='/i.png' alt='A &amp;amp; B'&gt;</description>",
    "<description><![CDATA[<img alt=\"A &amp; B\" src=/i.png>]]></description>",
    "<content:encoded><![CDATA[<p>x<img src='/i.png' alt='A &amp; B'></p>]]></content:encoded>",
    "<content type='xhtml'><div><p>1 &lt; 2</p><img src='/i.png' alt='A &amp; B'/></div></content>",
    "<summary type='html'>&lt;img src=/i.png alt='A &amp;amp; B'&gt;</summary>",
    "<description><p><img src='/i.png' alt='A &amp; B'></p></description>",
  ])
  func `images in the content of entries are found`(content: String) throws {
    let found = try feed("<rss><channel><item>\(content)</item></channel></rss>")
    #expect(found.lines == ["image https://a.org/i.png feed/img[src]"])
    #expect(found.links.first?.caption.alt == "A & B")
  }

  @Test(arguments: [
    "<content type='text'>&lt;img src='/i.png'&gt;</content>",
    "<title>&lt;img src='/i.png'&gt;</title>",
    "<description>a &lt; b = c</description>",
    "<media:description>&lt;img src='/i.png'&gt;</media:description>",
  ])
  func `plain text has no links`(content: String) throws {
    #expect(try feed("<feed><entry>\(content)</entry></feed>").lines == [])
  }

  @Test func `RDF is read by its elements`() throws {
    let found = try feed(
      """
      <rdf:RDF xmlns="http://purl.org/rss/1.0/"><channel><link>/</link></channel>
      <image><url>/l.gif</url></image><item><link>/1</link></item></rdf:RDF>
      """)
    #expect(
      found.lines == [
        "page https://a.org/ feed[link]", "image https://a.org/l.gif feed[image]",
        "page https://a.org/1 feed[link]",
      ])
  }

  @Test func `a truncated feed has the links before its end`() throws {
    let found = try feed(
      "<rss><channel><item><link>/1</link><description><![CDATA[<img src=/i.png><img src=/br")
    #expect(
      found.lines == [
        "page https://a.org/1 feed[link]", "image https://a.org/i.png feed/img[src]",
      ])
  }

  @Test func `an unclosed tag in one entry does not affect the next`() throws {
    let item = "<item><description>&lt;img src=\"/cut</description></item>"
    let whole = "<item><description>&lt;img src=\"/i.png\"&gt;</description></item>"
    #expect(
      try feed("<rss><channel>\(item)\(whole)</channel></rss>").lines
        == ["image https://a.org/i.png feed/img[src]"])
  }

  @Test func `a sitemap in place of a feed is read as a sitemap`() throws {
    let found = try feed("<urlset><url><loc>/p</loc></url></urlset>")
    #expect(found.lines == ["page https://a.org/p sitemap[loc]"])
    #expect(found.facts.kind == .sitemap)
  }

  @Test func `a page that is served as XML is read as a page`() throws {
    let found = try Extraction(
      "<?xml version='1.0'?><html><body><img src='/i.png'/></body></html>", type: "xml")
    #expect(found.lines == ["image http://page.test/i.png img[src]"])
    #expect(found.facts.kind == .page)
    let drawing = try Extraction("<svg><image href='/i.png'/></svg>", type: "xml")
    #expect(drawing.lines == ["image http://page.test/i.png svg[image]"])
  }
}
