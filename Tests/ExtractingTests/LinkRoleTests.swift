import CrawlModel
@testable import Extracting
import Testing

/// What a link is to the document that has it.
struct LinkRoleTests {
  @Test(arguments: LinkSource.table)
  func `of a line of the table only anchors and areas are hyperlinks`(line: LinkSource) {
    guard let via = line.via else { return }
    let expected: Via.Role =
      switch ("\(line.element)", line.kind) {
      case ("a", _), ("area", _): .hyperlink
      case ("iframe", .page), ("frame", .page): .frame
      case ("meta", .image): .metadata
      case ("link", .image):
        switch via.text {
        case "link[icon]": .icon
        case "link[preload]": .embedded
        default: .metadata
        }
      default: .embedded
      }
    #expect(via.role == expected)
  }

  @Test(arguments: [
    #"<a href=/p><img src=/1.png></a>"#,
    #"<a href=/p><figure><p>x</p><picture><source srcset=/1.png></picture></figure></a>"#,
    #"<a href=/p><svg><image href=/1.png /></svg></a>"#,
    #"<a href=/p><span style="background: url(/1.png)"></span></a>"#,
    #"<a href=/p style="background: url(/1.png)">x</a>"#,
    #"<a href=/p data-image=/1.png>x</a>"#,
    #"<a href=/p><noscript><img src=/1.png></noscript></a>"#,
    #"<a href=/p><div data-bg=/1.png></div></a>"#,
  ])
  func `a link around an image may lead to its full size`(html: String) throws {
    let links = try Extraction(html).links
    #expect(links.map(\.kind).contains(.image))
    #expect(links.filter { $0.kind == .page }.map(\.via) == [Via("a[href]", .fullSize)])
  }

  @Test(arguments: [
    #"<a href=/p>x</a><img src=/1.png>"#, #"<img src=/1.png><a href=/p>x</a>"#,
    #"<a name=x><img src=/1.png></a><a href=/p>x</a>"#,
    #"<a href=/p>x<a name=y><img src=/1.png></a>"#,
    #"<a href=/p>x</a><a href=/1.png><img src=/2.png></a>"#,
    #"<a href=/p><span>x</span></a><p><img src=/1.png>"#,
    #"<svg><a xlink:href=/p><text>x</text></a><image href=/1.png /></svg>"#,
    #"<a href="http://other.test/"><img src=/logo.png></a>"#,
  ])
  func `a link beside an image, or around a logo, does not`(html: String) throws {
    let links = try Extraction(html).links
    #expect(links.filter { $0.kind == .page }.map(\.via.role) == [.hyperlink])
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
    (#"<iframe src=/p></iframe>"#, "iframe[src]", .frame),
    (#"<frameset><frame src=/p></frameset>"#, "frame[src]", .frame),
    (#"<iframe data-src=/p></iframe>"#, "iframe[data-src]", .frame),
    (#"<link rel="shortcut icon" href=/i>"#, "link[icon]", .icon),
    (#"<link rel=apple-touch-icon href=/i>"#, "link[apple-touch-icon]", .metadata),
    (#"<link rel=preload as=image href=/i>"#, "link[preload]", .embedded),
    (#"<meta property=og:image content=/1.png>"#, "meta[og:image]", .metadata),
    (#"<meta itemprop=contentUrl content=/1.png>"#, "meta[content]", .metadata),
    (#"<div background=/1.png>"#, "div[background]", .embedded),
    (#"<script data-image=/1.png></script>"#, "script[data-image]", .script),
    (#"<script>show("/1.png")</script>"#, "script[string]", .script),
    (
      #"<script type="application/json">{"image": "http://a.test/1.png"}</script>"#, "script[json]",
      .script
    ),
    (
      #"<script type="application/ld+json">{"@type": "ImageObject", "url": "/1.png"}</script>"#,
      "json-ld", .metadata
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

  @Test(arguments: [
    ("//cdn.test/a/AVvXs=s1600", "//cdn.test/a/AVvXs=w400-h300"),
    ("//cdn.test/photo-1500?w=2000", "//cdn.test/photo-1500?w=300"),
    ("//cdn.test/photo-1500", "//cdn.test/photo-1500?w=300&h=200"),
    ("//cdn.test/image/upload/v1/full/cat", "//cdn.test/image/upload/w_200/v1/full/cat"),
    ("//cdn.test/media/D1x?format=jpg&name=orig", "//cdn.test/media/D1x?format=jpg&name=small"),
    ("//cdn.test/2/53_abcdef_b", "//cdn.test/2/53_abcdef_s"),
    ("//cdn.test/thumb/cats.png/150x150/get", "//cdn.test/cats.png/get"),
    ("//cdn.test/pictures/LARGE/5", "//cdn.test/pictures/thumbnail/5"),
  ])
  func `the address of an image in another size may lead to its full size`(
    full: String, small: String
  ) throws {
    for html in [
      "<img src='\(small)'><p><a href='\(full)'>Full size</a>",
      "<a href='\(full)'>Full size</a><img src='\(small)'>",
    ] {
      let links = try Extraction(html).links
      #expect(links.filter { $0.kind == .page }.map(\.via.role) == [.fullSize], "\(html)")
    }
  }

  @Test(arguments: [
    ("//cdn.test/story/5", "//cdn.test/pictures/5"),
    ("//cdn.test/pictures/6", "//cdn.test/pictures/5"),
    ("//cdn.test/", "//cdn.test/s"), ("//other.test/pictures/5?w=9", "//cdn.test/pictures/5?w=3"),
    ("//cdn.test/pictures", "//cdn.test/pictures/5"), ("/pictures/5?w=9", "/pictures/5?w=3"),
  ])
  func `another address does not`(page: String, image: String) throws {
    let links = try Extraction("<img src='\(image)'><a href='\(page)'>x</a>").links
    #expect(links.filter { $0.kind == .page }.map(\.via.role) == [.hyperlink])
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
