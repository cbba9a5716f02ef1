import CrawlModel
import TestSupport
import Testing

@testable import Crawling

/// robots.txt in a whole crawl (RFC 9309).
struct RobotsTests {
  private func robots(_ text: String) -> Behaviour { .serve(.text(text, type: "text/plain")) }

  @Test func `what robots_txt disallows is skipped and never asked for`() throws {
    let site = try LoopbackSite(routes: [
      "/robots.txt": robots("User-agent: *\nDisallow: /private/\nDisallow: /*.gif$\n"),
      "/": .page(images: ["/a.png", "/b.gif"], links: ["/private/page"]), "/a.png": .picture("a"),
    ])
    let result = try crawl(site)
    #expect(result.imageFates == ["/a.png": "stored", "/b.gif": "robots"])
    #expect(result.pageFates == ["/": "fetched", "/private/page": "robots"])
    #expect(result.exit == 0)
    #expect(site.requests.first?.path == "/robots.txt", "it comes before all else")
    #expect(site.requests(for: "/robots.txt").count == 1)
    #expect(site.requests(for: "/b.gif").isEmpty && site.requests(for: "/private/page").isEmpty)
  }

  @Test func `the group for magpie goes before that for all`() throws {
    let site = try LoopbackSite(routes: [
      "/robots.txt": robots("User-agent: *\nDisallow: /\n\nUser-agent: Magpie\nDisallow: /no\n"),
      "/": .page(images: ["/a.png", "/no.png"]), "/a.png": .picture("a"),
    ])
    #expect(try crawl(site).imageFates == ["/a.png": "stored", "/no.png": "robots"])
  }

  @Test func `a host of images alone is asked as well`() throws {
    let other = try LoopbackSite(routes: [
      "/robots.txt": robots("User-agent: *\nDisallow: /\n"), "/x.png": .picture("x"),
    ])
    let site = try LoopbackSite(routes: ["/": .page(images: [other.url("/x.png")])])
    let result = try crawl(site) { $0.allowsPrivateAddresses = true }
    #expect(result.imageFates == [other.url("/x.png"): "robots"])
    #expect(other.requests.map(\.path) == ["/robots.txt"])
  }

  @Test func `an image's redirect is judged where it leads`() throws {
    let site = try LoopbackSite(routes: [
      "/robots.txt": robots("User-agent: *\nDisallow: /hidden\n"),
      "/": .page(images: ["/a.png"]), "/a.png": .redirect(to: "/hidden.png"),
      "/hidden.png": .picture("h"),
    ])
    #expect(try crawl(site).imageFates == ["/a.png": "robots"])
    #expect(site.requests(for: "/hidden.png").isEmpty)
  }

  @Test func `a seed that is disallowed is no seed that was reached`() throws {
    let site = try LoopbackSite(routes: [
      "/robots.txt": robots("User-agent: *\nDisallow: /\n"), "/": .page(),
    ])
    let result = try crawl(site)
    #expect(result.pageFates == ["/": "robots"])
    #expect(result.exit == 69)
    #expect(site.requests(for: "/").isEmpty)
  }

  @Test(arguments: [400, 401, 403, 404, 410, 451])
  func `where there is none all is allowed`(status: Int) throws {
    let site = try LoopbackSite(routes: ["/robots.txt": .status(status), "/": .page()])
    #expect(try crawl(site).pageFates == ["/": "fetched"])
  }

  @Test(arguments: [429, 500, 502, 503])
  func `as long as it cannot be read nothing is allowed`(status: Int) throws {
    let site = try LoopbackSite(routes: ["/robots.txt": .status(status), "/": .page()])
    let result = try crawl(site) {
      $0.retries = 1
      $0.retryPause = .milliseconds(1)
    }
    #expect(result.pageFates == ["/": "robots"])
    #expect(result.exit == 69)
    #expect(site.requests(for: "/robots.txt").count == 2, "it was asked for again")
    #expect(site.requests(for: "/").isEmpty)
  }

  @Test(arguments: [503, 200])
  func `a refresh that may request nothing has reached no seed`(status: Int) throws {
    let folder = try TemporaryFolder()
    let site = try LoopbackSite(routes: ["/": .page(images: ["/a.png"]), "/a.png": .picture("a")])
    #expect(try crawl(site, into: folder).exit == 0)
    site.change([
      "/robots.txt": status == 200 ? robots("User-agent: *\nDisallow: /\n") : .status(status),
      "/": .page(images: ["/a.png"]), "/a.png": .picture("a"),
    ])
    let result = try crawl(site, into: folder) { $0.retries = 0 }
    #expect(result.imageFates == ["/a.png": "robots"])
    #expect(result.image("/a.png")?.file != nil, "what was stored stays")
    #expect(result.exit == 69)
  }

  @Test func `a host that breaks every connection fails with that`() throws {
    let site = try LoopbackSite(routes: ["/robots.txt": .drop, "/": .page()])
    let result = try crawl(site) { $0.retries = 0 }
    #expect(result.pageFates == ["/": "reset"])
    #expect(site.requests(for: "/").isEmpty)
  }

  @Test func `up to five redirects are followed, then all is allowed`() throws {
    var routes: [String: Behaviour] = [
      "/": .page(images: ["/no.png"]), "/r5": robots("User-agent: *\nDisallow: /no\n"),
      "/no.png": .picture("n"), "/robots.txt": .redirect(to: "/r1"),
    ]
    for hop in 1..<5 { routes["/r\(hop)"] = .redirect(to: "/r\(hop + 1)") }
    #expect(try crawl(LoopbackSite(routes: routes)).imageFates == ["/no.png": "robots"])
    routes["/r5"] = .redirect(to: "/r6")
    routes["/r6"] = robots("User-agent: *\nDisallow: /no\n")
    #expect(try crawl(LoopbackSite(routes: routes)).imageFates == ["/no.png": "stored"])
  }

  @Test func `one without end costs no more than its first half megabyte`() throws {
    let site = try LoopbackSite(routes: [
      "/robots.txt": .endlessBody(type: "text/plain"), "/": .page(),
    ])
    #expect(try crawl(site).pageFates == ["/": "fetched"])
  }

  @Test func `nobody asks for it where it is not obeyed`() throws {
    let site = try LoopbackSite(routes: [
      "/robots.txt": robots("User-agent: *\nDisallow: /\n"), "/": .page(),
    ])
    let result = try crawl(site) {
      $0.obeysRobots = false
      $0.readsSitemaps = false
    }
    #expect(result.pageFates == ["/": "fetched"])
    #expect(site.requests.map(\.path) == ["/", "/favicon.ico"])
  }

  @Test func `a crawl delay is the delay in force and stands in the receipt`() throws {
    let site = try LoopbackSite(routes: [
      "/robots.txt": robots("User-agent: *\nCrawl-delay: 0.05\n"),
      "/": .page(images: ["/a.png", "/b.png"]), "/a.png": .picture("a"), "/b.png": .picture("b"),
    ])
    let result = try crawl(site)
    let host = try #require(result.summary.hosts.first)
    #expect(host.delay == .milliseconds(50))
    #expect(try #require(host.fastestInterval) >= .milliseconds(50))
  }
}
