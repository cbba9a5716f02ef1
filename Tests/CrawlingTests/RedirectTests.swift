import CrawlModel
import Crawling
import TestSupport
import Testing

struct RedirectTests {
  /// A chain of so many redirects from `PATH0` to an end.
  private func chain(_ path: String, hops: Int, to end: String) -> [String: Behaviour] {
    (0..<hops).reduce(into: [:]) { routes, hop in
      routes["\(path)\(hop)"] = .redirect(to: hop + 1 < hops ? "\(path)\(hop + 1)" : end)
    }
  }

  @Test(arguments: [301, 302, 303, 307, 308])
  func `a page that moved has a line of its own and so has its target`(status: Int) throws {
    let result = try crawl([
      "/": .page(links: ["/old"]), "/old": .redirect(status: status, to: "/new"),
      "/new": .page(images: ["/a.png"]), "/a.png": .picture("a"),
    ])
    let old = try #require(result.page("/old"))
    #expect(old.status == "fetched")
    #expect(old.http_status == status)
    #expect(old.final_url.map(result.short) == "/new")
    #expect(result.page("/new")?.status == "fetched")
    #expect(result.page("/new")?.final_url == nil)
    #expect(result.imageFates == ["/a.png": "stored"])
  }

  @Test func `a page's line names the end of the chain`() throws {
    let result = try crawl(
      ["/": .page(links: ["/r0"]), "/end": .page()]
        .merging(chain("/r", hops: 20, to: "/end")) { one, _ in one })
    #expect(result.pageFates.values.allSatisfy { $0 == "fetched" })
    #expect(result.pages.count == 22)
    for hop in 0..<20 {
      #expect(result.page("/r\(hop)")?.final_url.map(result.short) == "/end", "\(hop)")
    }
  }

  @Test func `an image is followed under its own line`() throws {
    let site = try LoopbackSite(
      routes: [
        "/": .page(images: ["/r0"]), "/end.png": .picture("end"),
      ].merging(chain("/r", hops: 20, to: "/end.png")) { one, _ in one })
    let log = EventRecorder()
    let result = try crawl(site, observers: [log]) { $0.readsSitemaps = false }
    #expect(result.imageFates == ["/r0": "stored"])
    let image = try #require(result.image("/r0"))
    #expect(image.final_url.map(result.short) == "/end.png")
    #expect(image.http_status == 200)
    #expect(log.words.filter { $0.hasPrefix("redirected") }.count == 20)
    #expect(site.requestsForContent.count == 22)
  }

  @Test func `a chain of more than twenty hops is given up`() throws {
    let site = try LoopbackSite(
      routes: [
        "/": .page(images: ["/i0"], links: ["/p0"]), "/end": .page(), "/end.png": .picture("end"),
      ].merging(chain("/i", hops: 21, to: "/end.png")) { one, _ in one }
        .merging(chain("/p", hops: 21, to: "/end")) { one, _ in one })
    let result = try crawl(site)
    #expect(result.imageFates == ["/i0": "too-many-redirects"])
    for hop in 0..<20 { #expect(result.page("/p\(hop)")?.status == "fetched", "\(hop)") }
    #expect(result.page("/p20")?.reason == "too-many-redirects")
    #expect(result.page("/end") == nil)
    #expect(site.requests(for: "/end").isEmpty && site.requests(for: "/end.png").isEmpty)
  }

  @Test(arguments: [1, 8])
  func `a circle fails with all its members, wherever it is entered`(threads: Int) throws {
    let result = try crawl([
      "/": .page(images: ["/x", "/self.png"], links: ["/b", "/self", "/before"]),
      "/a": .redirect(to: "/b"), "/b": .redirect(to: "/c"), "/c": .redirect(to: "/a"),
      "/self": .loop, "/self.png": .loop, "/before": .redirect(to: "/a"),
      "/x": .redirect(to: "/y"), "/y": .redirect(to: "/x"),
    ]) { $0.threads = threads }
    for path in ["/a", "/b", "/c", "/self"] {
      #expect(result.page(path)?.reason == "redirect-loop", "\(path)")
    }
    #expect(result.page("/before")?.status == "fetched")
    #expect(result.imageFates == ["/x": "redirect-loop", "/self.png": "redirect-loop"])
  }

  @Test func `a redirect without a usable target is a bad one`() throws {
    let targets = ["ftp://127.0.0.1/x", "mailto:a@b.org", "data:image/png,x", "http://", ""]
    var routes: [String: Behaviour] = [
      "/": .page(
        images: targets.indices.map { "/i\($0)" }, links: targets.indices.map { "/p\($0)" })
    ]
    for (index, target) in targets.enumerated() {
      routes["/i\(index)"] = .redirect(to: target)
      routes["/p\(index)"] = .redirect(to: target)
    }
    let result = try crawl(routes)
    #expect(result.images.count == 5 && result.images.allSatisfy { $0.reason == "bad-redirect" })
    #expect(result.pages.filter { $0.reason == "bad-redirect" }.count == 5)
  }

  @Test func `a page that moved out of scope is not followed there`() throws {
    let other = try LoopbackSite(routes: ["/": .page()])
    let result = try crawl([
      "/": .page(images: ["/a.png"], links: ["/out"]), "/out": .redirect(to: other.url("/")),
      "/a.png": .redirect(to: other.url("/a.png")),
    ]) { $0.imageReach = .host }
    #expect(result.page("/out")?.status == "fetched")
    #expect(result.page("/out")?.final_url == other.url("/"))
    #expect(result.page(other.url("/"))?.reason == "scope")
    #expect(result.imageFates == ["/a.png": "scope"])
    #expect(other.requests.isEmpty)
  }

  @Test func `a seed that moved within its site is crawled`() throws {
    let site = try LoopbackSite(routes: [
      "/": .redirect(to: "/en/"), "/en/": .page(images: ["/a.png"]), "/a.png": .picture("a"),
    ])
    let result = try crawl(site)
    #expect(result.imageFates == ["/a.png": "stored"])
    #expect(result.exit == 0)
  }
}
