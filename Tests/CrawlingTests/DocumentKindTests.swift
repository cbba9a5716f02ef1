import CrawlModel
import Crawling
import TestSupport
import Testing

/// Feeds, manifests and headers in a whole crawl.
struct DocumentKindTests {
  @Test func `every kind of document brings its images`() throws {
    let site = try LoopbackSite(routes: [
      "/": .withHeaders(
        ["Link": "</app>; rel=manifest, </img/header>; rel=preload; as=image"],
        then: .html(
          """
          <link rel=alternate type=application/rss+xml href=/feed>
          <link rel=alternate type=application/feed+json href=/feed.json>
          <link rel=alternate hreflang=de href=/de>
          """)),
      "/feed": .serve(
        .text(
          """
          <rss><channel><image><url>/img/logo</url></image><item><link>/post</link>
          <enclosure url="/img/enclosure" type="image/png"/>
          <description>&lt;img src="/img/feed" alt="In"&gt;</description></item></channel></rss>
          """, type: "application/rss+xml")),
      "/feed.json": .serve(
        .text(
          #"{"version": "https://jsonfeed.org/version/1.1", "items": [{"image": "/img/json"}]}"#,
          type: "application/feed+json")),
      "/app": .serve(
        .text(
          #"{"icons": [{"src": "/img/icon"}], "shortcuts": [{"icons": [{"src": "/img/short"}]}]}"#,
          type: "application/manifest+json")),
      "/post": .withHeaders(["Refresh": "0; url=/later"], then: .page(images: ["/img/post"])),
      "/later": .page(images: ["/img/later"]),
      "/img/header": .picture("1"), "/img/logo": .picture("2"), "/img/enclosure": .picture("3"),
      "/img/feed": .picture("4"), "/img/json": .picture("5"), "/img/icon": .picture("6"),
      "/img/short": .picture("7"), "/img/post": .picture("8"), "/img/later": .picture("9"),
    ])
    let result = try crawl(site)
    let vias = result.images.map { "\(result.short($0.url)) \($0.found.map(\.via).joined())" }
    #expect(
      Set(vias) == [
        "/img/header header[link]", "/img/logo feed[image]", "/img/enclosure feed[enclosure]",
        "/img/feed feed/img[src]", "/img/json feed[image]", "/img/icon manifest[icon]",
        "/img/short manifest[shortcut]", "/img/post img[src]", "/img/later img[src]",
      ])
    #expect(result.images.allSatisfy { $0.status == "stored" })
    let kinds = result.pages.map { "\($0.kind) \(result.short($0.url))" }
    #expect(
      Set(kinds) == [
        "page /", "feed /feed", "feed /feed.json", "manifest /app", "page /post", "page /later",
      ])
    #expect(result.exit == 0)
  }

  @Test func `descriptions of a site bring their images`() throws {
    let result = try crawl([
      "/": .html(
        """
        <link rel=search type=application/opensearchdescription+xml href=/search>
        <link rel=alternate type=application/json+oembed href=/oembed>
        <meta name=msapplication-config content=/tiles.xml>
        <link rel=alternate type=application/json href=/feed.json>
        """),
      "/search": .serve(
        .text(
          "<OpenSearchDescription><Image>/img/search</Image></OpenSearchDescription>",
          type: "application/opensearchdescription+xml")),
      "/oembed": .serve(
        .text(
          #"{"type": "photo", "version": "1.0", "url": "/img/photo", "thumbnail_url": "/img/thumb"}"#,
          type: "application/json+oembed")),
      "/tiles.xml": .serve(
        .text(
          "<browserconfig><tile><square70x70logo src='/img/tile'/></tile></browserconfig>",
          type: "text/xml")),
      "/feed.json": .serve(
        .text(
          #"{"version": "https://jsonfeed.org/version/1.1", "items": [{"image": "/img/feed"}]}"#,
          type: "application/json")),
      "/img/search": .picture("1"), "/img/photo": .picture("2"), "/img/thumb": .picture("3"),
      "/img/tile": .picture("4"), "/img/feed": .picture("5"),
    ])
    #expect(
      result.imageFates == [
        "/img/search": "stored", "/img/photo": "stored", "/img/thumb": "stored",
        "/img/tile": "stored", "/img/feed": "stored",
      ])
    #expect(result.exit == 0)
  }

  @Test func `a link to a page that turns out to be a feed brings what is in it`() throws {
    let result = try crawl([
      "/": .page(links: ["/news"]),
      "/news": .serve(
        .text(
          "<feed><link href='/post'/><logo>/logo</logo></feed>", type: "text/html; charset=utf-8")),
      "/post": .page(), "/logo": .picture("logo"),
    ])
    #expect(result.imageFates == ["/logo": "stored"])
    #expect(result.pageFates == ["/": "fetched", "/news": "fetched", "/post": "fetched"])
  }

  @Test func `a feed that turns out to be a page is crawled as one`() throws {
    let result = try crawl([
      "/": .html("<link rel=alternate type=application/rss+xml href=/feed>"),
      "/feed": .html("<a href=/next>next</a><img src=/i>"), "/next": .page(), "/i": .picture("i"),
    ]) { $0.maximumDepth = 1 }
    #expect(result.imageFates == ["/i": "stored"])
    #expect(result.pageFates == ["/": "fetched", "/feed": "fetched", "/next": "depth"])
  }

  @Test(arguments: [
    ("text/xml", "<?xml version='1.0'?><note>x</note>"), ("application/json", "{\"a\": 1}"),
    ("text/plain", "words"),
  ])
  func `a document of a kind without links is none of ours`(type: String, text: String) throws {
    let result = try crawl([
      "/": .page(links: ["/data"]), "/data": .serve(.text(text, type: type)),
    ])
    #expect(result.pageFates == ["/": "fetched", "/data": "not-html"])
    #expect(result.exit == 0)
  }

  @Test func `a drawing brings the images in it`() throws {
    let result = try crawl([
      "/": .page(images: ["/art/d.svg"]),
      "/art/d.svg": .serve(
        .text(
          """
          <?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">
          <a href="/page"><image href="photo"/></a><rect fill="url(#x)"/></svg>
          """, type: "image/svg+xml")),
      "/art/photo": .picture("photo"), "/page": .page(),
    ])
    #expect(result.imageFates == ["/art/d.svg": "stored", "/art/photo": "stored"])
    #expect(result.image("/art/photo")?.found.map(\.via) == ["svg[image]"])
    #expect(
      result.image("/art/photo")?.found.map { result.short($0.page) } == ["/art/d.svg"])
    #expect(result.pageFates == ["/": "fetched"])
  }

  @Test func `of other XML only the beginning is fetched`() throws {
    let rest = String(repeating: "<a>0123456789</a>", count: 400_000)
    let site = try LoopbackSite(routes: [
      "/": .page(links: ["/data"]),
      "/data": .serve(.text("<?xml version='1.0'?><data>\(rest)</data>", type: "text/xml")),
    ])
    let result = try crawl(site)
    #expect(result.pageFates == ["/": "fetched", "/data": "not-html"])
    #expect(result.page("/data")?.bytes ?? .max < rest.utf8.count / 2)
  }

  @Test func `feeds are a link away, and what they list no further`() throws {
    let routes: [String: Behaviour] = [
      "/": .html("<link rel=alternate type=application/rss+xml href=/feed>"),
      "/feed": .serve(
        .text("<rss><item><link>/post</link></item></rss>", type: "application/rss+xml")),
      "/post": .page(links: ["/more"]),
    ]
    #expect(
      try crawl(routes) { $0.maximumDepth = 0 }.pageFates == ["/": "fetched", "/feed": "depth"])
    #expect(
      try crawl(routes) { $0.maximumDepth = 1 }.pageFates == [
        "/": "fetched", "/feed": "fetched", "/post": "fetched", "/more": "depth",
      ])
  }
}
