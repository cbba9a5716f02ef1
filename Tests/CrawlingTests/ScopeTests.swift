import CrawlModel
import Crawling
import TestSupport
import Testing

struct ScopeTests {
  static let blog: [String: Behaviour] = [
    "/blog/": .page(images: ["/logo.png", "a.png"], links: ["one.html", "/shop/", "/blogger/"]),
    "/blog/one.html": .page(images: ["b.png"], links: ["/blog/two.html?page=2"]),
    "/blog/two.html?page=2": .page(images: ["b.png?thumb=1"]),
    "/shop/": .page(images: ["c.png"]), "/blogger/": .page(images: ["d.png"]),
    "/logo.png": .picture("logo"), "/blog/a.png": .picture("a"), "/blog/b.png": .picture("b"),
    "/blog/b.png?thumb=1": .picture("b small"), "/shop/c.png": .picture("c"),
    "/blogger/d.png": .picture("d"),
  ]

  private func crawlBlog(_ adjust: (inout CrawlConfiguration) -> Void) throws -> CrawlResult {
    try crawl(LoopbackSite(routes: Self.blog), from: ["/blog/"], adjust)
  }

  @Test func `by prefix pages stay below the folder of the seed, and images do not`() throws {
    let result = try crawlBlog { $0.pageReach = .prefix }
    #expect(
      result.pageFates == [
        "/blog/": "fetched", "/blog/one.html": "fetched", "/blog/two.html?page=2": "fetched",
        "/shop/": "scope", "/blogger/": "scope",
      ])
    #expect(
      Set(result.imageFates.keys) == [
        "/logo.png", "/blog/a.png", "/blog/b.png", "/blog/b.png?thumb=1",
      ])
  }

  @Test func `the patterns for pages leave out pages and nothing else`() throws {
    let result = try crawlBlog {
      $0.includePages = ["/blog/", "/shop/$"]
      $0.excludePages = [#"\?page=\d+"#]
    }
    #expect(
      result.pageFates == [
        "/blog/": "fetched", "/blog/one.html": "fetched", "/blog/two.html?page=2": "excluded",
        "/shop/": "fetched", "/blogger/": "not-included",
      ])
    #expect(result.imageFates["/logo.png"] == "stored")
  }

  @Test func `the patterns for images leave out images and nothing else`() throws {
    let result = try crawlBlog {
      $0.includeImages = ["/blog/"]
      $0.excludeImages = ["thumb"]
    }
    #expect(
      result.imageFates == [
        "/logo.png": "not-included", "/blog/a.png": "stored", "/blog/b.png": "stored",
        "/blog/b.png?thumb=1": "excluded", "/shop/c.png": "not-included",
        "/blogger/d.png": "not-included",
      ])
    #expect(result.pageFates.values.allSatisfy { $0 == "fetched" })
  }

  @Test func `a seed is taken although a pattern is against it`() throws {
    let result = try crawlBlog { $0.excludePages = ["/blog/$"] }
    #expect(result.page("/blog/")?.status == "fetched")
  }

  @Test func `another port is another host`() throws {
    let other = try LoopbackSite(routes: ["/": .page(), "/x.png": .picture("x")])
    let routes: [String: Behaviour] = [
      "/": .page(images: [other.url("/x.png")], links: [other.url("/")])
    ]
    let result = try crawl(routes)
    #expect(result.page(other.url("/"))?.reason == "scope")
    #expect(result.image(other.url("/x.png"))?.status == "stored")
    let narrow = try crawl(routes) { $0.imageReach = .host }
    #expect(narrow.image(other.url("/x.png"))?.reason == "scope")
    let wide = try crawl(routes) { $0.pageReach = .any }
    #expect(wide.page(other.url("/"))?.status == "fetched")
  }
}
