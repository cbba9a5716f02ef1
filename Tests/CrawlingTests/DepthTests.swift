import CrawlModel
import Crawling
import TestSupport
import Testing

struct DepthTests {
  /// Every page has an image; `/join` is two links away over `/a` and four over the chain, and the
  /// short way is the slow one.
  static let diamond: [String: Behaviour] = [
    "/": .page(images: ["/0.png"], links: ["/slow", "/b1"]),
    "/slow": .delay(.milliseconds(30), then: .page(images: ["/1.png"], links: ["/join"])),
    "/b1": .page(links: ["/b2"]), "/b2": .page(links: ["/b3"]), "/b3": .page(links: ["/join"]),
    "/join": .page(images: ["/2.png"], links: ["/far"]),
    "/far": .page(images: ["/3.png"]),
    "/0.png": .picture("0"), "/1.png": .picture("1"), "/2.png": .picture("2"),
    "/3.png": .picture("3"),
  ]

  @Test(arguments: [
    (0, ["/"], ["/b1", "/slow"], ["/0.png"]),
    (1, ["/", "/b1", "/slow"], ["/b2", "/join"], ["/0.png", "/1.png"]),
    (
      2, ["/", "/b1", "/b2", "/join", "/slow"], ["/b3", "/far"],
      ["/0.png", "/1.png", "/2.png"]
    ),
    (
      3, ["/", "/b1", "/b2", "/b3", "/far", "/join", "/slow"], [],
      ["/0.png", "/1.png", "/2.png", "/3.png"]
    ),
  ])
  func `a depth is counted over the shortest way, however slow it is`(
    depth: Int, fetched: [String], beyond: [String], images: [String]
  ) throws {
    let result = try crawl(Self.diamond) { configuration in
      configuration.maximumDepth = depth
      configuration.threads = 32
    }
    #expect(result.pageFates.filter { $0.value == "fetched" }.keys.sorted() == fetched)
    #expect(result.pageFates.filter { $0.value == "depth" }.keys.sorted() == beyond)
    #expect(result.imageFates.keys.sorted() == images)
    #expect(result.page("/join")?.depth ?? 2 == 2)
  }

  @Test func `stylesheets and what they import are no step deeper`() throws {
    let result = try crawl([
      "/": .html("<link rel=stylesheet href=/a.css>"),
      "/a.css": .serve(.text("@import '/b.css';", type: "text/css")),
      "/b.css": .serve(.text("p { background: url(c.png) }", type: "text/css")),
      "/c.png": .picture("c"),
    ]) { $0.maximumDepth = 0 }
    #expect(result.imageFates == ["/c.png": "stored"])
    #expect(result.pageFates == ["/": "fetched", "/a.css": "fetched", "/b.css": "fetched"])
    #expect(result.image("/c.png")?.found.first?.page.hasSuffix("/b.css") == true)
  }

  @Test func `a redirect is no step deeper`() throws {
    let result = try crawl([
      "/": .page(links: ["/old"]), "/old": .redirect(to: "/new"),
      "/new": .page(links: ["/next"]),
    ]) { $0.maximumDepth = 1 }
    #expect(
      result.pageFates == ["/": "fetched", "/old": "fetched", "/new": "fetched", "/next": "depth"])
  }

  @Test func `a page that is a seed as well as a link has depth 0`() throws {
    let site = try LoopbackSite(routes: [
      "/": .page(links: ["/two"]), "/two": .page(links: ["/three"]), "/three": .page(),
    ])
    let result = try crawl(site, from: ["/", "/two"]) { $0.maximumDepth = 1 }
    #expect(result.pageFates == ["/": "fetched", "/two": "fetched", "/three": "fetched"])
    #expect(result.page("/two")?.depth == 0)
  }
}
