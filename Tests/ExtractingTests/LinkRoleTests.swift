import CrawlModel
@testable import Extracting
import Testing

/// What a link is to the document that has it.
struct LinkRoleTests {
  @Test(arguments: LinkSource.table.compactMap(\.via))
  func `of a line of the table only anchors and areas are hyperlinks`(via: Via) {
    let isHyperlink = via.text.hasPrefix("a[") || via.text.hasPrefix("area[")
    #expect(via.role == (isHyperlink ? .hyperlink : .embedded))
  }

  @Test(arguments: [
    (#"<a href=/p>"#, "a[href]", Via.Role.hyperlink),
    (#"<a href=/1.png>"#, "a[href]", .hyperlink),
    (#"<map><area href=/p></map>"#, "area[href]", .hyperlink),
    (#"<a background=/1.png>"#, "a[background]", .hyperlink),
    (#"<a data-image=/1.png>"#, "a[data-image]", .hyperlink),
    (#"<a onclick="show('/1.png')">"#, "a[onclick]", .hyperlink),
    (#"<a style="background: url(1.png)">"#, "style[url]", .embedded),
    (#"<img src=/1.png>"#, "img[src]", .embedded),
    (#"<div background=/1.png>"#, "div[background]", .embedded),
    (#"<script data-image=/1.png></script>"#, "script[data-image]", .script),
    (#"<script>show("/1.png")</script>"#, "script[string]", .script),
    (
      #"<script type="application/json">{"image": "http://a.test/1.png"}</script>"#, "script[json]",
      .script
    ),
    (
      #"<script type="application/ld+json">{"@type": "ImageObject", "url": "/1.png"}</script>"#,
      "json-ld", .embedded
    ),
    (#"<noscript><img src=/1.png></noscript>"#, "noscript/img[src]", .embedded),
    (#"<noscript><a href=/p>p</a></noscript>"#, "noscript/a[href]", .hyperlink),
    (#"<!--[if IE]><a href=/p>p</a><![endif]-->"#, "comment/a[href]", .hyperlink),
    (
      #"<script type="application/json">{"html": "<img src='/1.png'>"}</script>"#,
      "script[json]/img[src]", .script
    ),
    (
      #"<a data-html="<img src='/1.png'>">"#, "a[data-html]/img[src]", .embedded
    ),
    (#"<iframe srcdoc="<a href='/p'>p</a>"></iframe>"#, "a[href]", .hyperlink),
  ])
  func `a link in a page`(html: String, text: String, role: Via.Role) throws {
    #expect(try Extraction(html).links.map(\.via) == [Via(text, role)])
  }

  @Test func `what follows an embedded script document is not in a script`() throws {
    let html = #"""
      <script type="application/json">{"html": "<img src='/1.png'>"}</script>
      <noscript><img src=/2.png></noscript>
      """#
    #expect(try Extraction(html).links.map(\.via.role) == [.script, .embedded])
  }

  @Test func `a feed lists its pages and images, and has its next part`() throws {
    let feed = """
      <rss xmlns:a="http://www.w3.org/2005/Atom"><channel>
      <a:link rel="next" href="/feed?2"/>
      <item><link>http://a.test/p</link><enclosure url="/1.png" type="image/png"/>
      <description>&lt;a href="/q">q&lt;/a>&lt;img src="/2.png"></description></item>
      </channel></rss>
      """
    #expect(
      try Extraction(feed, type: "feed").links.map(\.via) == [
        Via("feed[link]", .embedded), Via("feed[link]", .list), Via("feed[enclosure]", .list),
        Via("feed/a[href]", .list), Via("feed/img[src]", .embedded),
      ])
  }

  @Test func `a sitemap lists pages, and an index has its sitemaps`() throws {
    let list = "<urlset><url><loc>http://a.test/p</loc></url></urlset>"
    let index = "<sitemapindex><sitemap><loc>http://a.test/s</loc></sitemap></sitemapindex>"
    #expect(try Extraction(list, type: "sitemap").links.map(\.via.role) == [.list])
    #expect(try Extraction(index, type: "sitemap").links.map(\.via.role) == [.embedded])
  }
}
