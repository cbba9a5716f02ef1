import CrawlModel
import Crawling
import Foundation
import TestSupport
import Testing

/// Sitemaps that nobody links to: from robots.txt and at `/sitemap.xml`.
struct SiteListTests {
  private static func xml(_ text: String) -> Behaviour { .serve(.text(text, type: "text/xml")) }

  private static let sitemap = xml(
    """
    <urlset><url><loc>/a</loc><image:image><image:loc>/img/map</image:loc></image:image></url>
    <url><loc>/b</loc></url></urlset>
    """)

  @Test func `what only a sitemap knows is found`() throws {
    let site = try LoopbackSite(routes: [
      "/": .page(), "/sitemap.xml": Self.sitemap, "/img/map": .picture("map"),
      "/a": .page(images: ["/img/a"]), "/img/a": .picture("a"), "/b": .status(404),
    ])
    let result = try crawl(site)
    #expect(
      result.pageFates == [
        "/": "fetched", "/sitemap.xml": "fetched", "/a": "fetched", "/b": "http-error",
      ])
    #expect(result.imageFates == ["/img/map": "stored", "/img/a": "stored"])
    #expect(result.image("/img/map")?.found.map(\.via) == ["sitemap[image]"])
    #expect(result.page("/sitemap.xml")?.kind == "sitemap")
    #expect(result.page("/sitemap.xml")?.parent == nil)
    #expect(result.page("/a")?.depth == 1)
    #expect(result.page("/a")?.parent == site.url("/sitemap.xml"))
  }

  @Test func `sitemaps that robots_txt names are read, also at another host`() throws {
    let other = try LoopbackSite(routes: [
      "/map.txt": .serve(.text("http://x.invalid/out\n", type: "text/plain"))
    ])
    let packed = try Shell.run(
      "gzip", ["-c"], input: .init("<urlset><url><loc>/a</loc></url></urlset>".utf8))
    let site = try LoopbackSite(routes: [
      "/": .page(), "/a": .page(images: ["/img/a"]), "/img/a": .picture("a"),
      "/robots.txt": .serve(
        .text(
          "Sitemap: /maps/index\nUser-agent: *\nDisallow: /x\nSitemap: \(other.url("/map.txt"))",
          type: "text/plain")),
      "/maps/index": Self.xml("<sitemapindex><sitemap><loc>a.gz</loc></sitemap></sitemapindex>"),
      "/maps/a.gz": .bytes(Array(packed.standardOutput), type: "application/x-gzip"),
    ])
    let result = try crawl(site)
    #expect(
      result.pageFates == [
        "/": "fetched", "/maps/index": "fetched", "/maps/a.gz": "fetched", "/a": "fetched",
        other.url("/map.txt"): "fetched", "http://x.invalid/out": "scope",
      ])
    #expect(result.imageFates == ["/img/a": "stored"])
    #expect(result.page("/a")?.depth == 1)
    #expect(result.exit == 0)
  }

  @Test(arguments: [404, 410, 403])
  func `where there is none nothing has failed and no line knows of it`(status: Int) throws {
    let site = try LoopbackSite(routes: [
      "/": .page(), "/robots.txt": .status(status), "/sitemap.xml": .status(status),
    ])
    let recorder = EventRecorder()
    let result = try crawl(site, observers: [recorder])
    #expect(result.pageFates == ["/": "fetched"])
    #expect(result.written.pages.discovered == 1)
    #expect(result.written.pages.skipped == [:])
    #expect(result.exit == 0)
    #expect(recorder.words == ["started /", "finished / fetched"])
    #expect(!site.requests(for: "/robots.txt").isEmpty)
    #expect(!site.requests(for: "/sitemap.xml").isEmpty)
  }

  @Test(arguments: [
    Behaviour.html("<title>Not found</title><img src=/x>"), .redirect(to: "/"),
    .emptyBody(type: "text/xml"), .picture("x"), .loop,
  ])
  func `what else may be in its place is not taken for one`(place: Behaviour) throws {
    let result = try crawl([
      "/": .page(), "/robots.txt": place, "/sitemap.xml": place,
    ])
    #expect(result.pageFates == ["/": "fetched"])
    #expect(result.imageFates == [:])
    #expect(result.exit == 0)
  }

  @Test func `one that is there is told of as any other document`() throws {
    let recorder = EventRecorder()
    _ = try crawl(
      ["/": .page(), "/sitemap.xml": Self.xml("<urlset/>")], observers: [recorder])
    #expect(recorder.words.contains("finished /sitemap.xml fetched"))
    #expect(recorder.words.contains("started /sitemap.xml"))
    #expect(!recorder.words.contains { $0.contains("robots") })
  }

  @Test(arguments: [0, nil]) func `none is looked for when that is not wanted`(depth: Int?) throws {
    let site = try LoopbackSite(routes: ["/": .page(), "/sitemap.xml": Self.sitemap])
    let result = try crawl(site) { configuration in
      configuration.maximumDepth = depth
      if depth == nil { configuration.readsSitemaps = false }
    }
    #expect(result.pageFates == ["/": "fetched"])
    #expect(site.requestsForContent.map(\.target) == ["/"])
  }

  @Test func `pages of a sitemap are a link away from the seed`() throws {
    let result = try crawl([
      "/": .page(), "/sitemap.xml": Self.sitemap, "/a": .page(links: ["/c"]),
      "/b": .page(), "/img/map": .picture("map"),
    ]) { $0.maximumDepth = 1 }
    #expect(
      result.pageFates == [
        "/": "fetched", "/sitemap.xml": "fetched", "/a": "fetched", "/b": "fetched", "/c": "depth",
      ])
  }

  @Test func `below a folder the sitemap of the site is read, and only what lies there taken`()
    throws
  {
    let result = try crawl(
      LoopbackSite(routes: [
        "/blog/": .page(), "/blog/a": .page(), "/img/map": .picture("map"),
        "/sitemap.xml": Self.xml(
          "<urlset><url><loc>/blog/a</loc></url><url><loc>/shop</loc></url></urlset>"),
      ]), from: ["/blog/"]
    ) {
      $0.pageReach = .prefix
      $0.includePages = ["/blog/"]
    }
    #expect(
      result.pageFates == [
        "/blog/": "fetched", "/sitemap.xml": "fetched", "/blog/a": "fetched", "/shop": "scope",
      ])
  }

  @Test func `a sitemap alone is no seed that was reached, but what it brings counts`() throws {
    let robots = Behaviour.serve(.text("User-agent: *\nDisallow:\n", type: "text/plain"))
    #expect(try crawl(["/": .status(404), "/robots.txt": robots]).exit == 69)
    #expect(try crawl(["/": .status(404), "/sitemap.xml": Self.xml("<urlset/>")]).exit == 69)
    let result = try crawl([
      "/": .status(404), "/sitemap.xml": Self.sitemap, "/a": .page(), "/b": .page(),
      "/img/map": .picture("map"),
    ])
    #expect(result.exit == 1)
    #expect(result.imageFates == ["/img/map": "stored"])
  }

  @Test func `a damaged sitemap gives what it can and is told`() throws {
    let pages = String(repeating: "<!-- 1234567890 -->", count: 10_000)
    let text = "<urlset><url><loc>/a</loc></url>\(pages)</urlset>"
    let packed = try Shell.run("gzip", ["-1c"], input: .init(text.utf8)).standardOutput
    let result = try crawl([
      "/": .page(), "/a": .page(),
      "/sitemap.xml": .bytes(Array(packed.dropLast(4)), type: "application/gzip"),
    ])
    #expect(
      result.pageFates == ["/": "fetched", "/a": "fetched", "/sitemap.xml": "decoding"])
    #expect(result.exit == 1)
  }
}
