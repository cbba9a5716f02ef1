import CrawlModel
import Crawling
import TestSupport
import Testing

/// What the requests of a crawl tell a server.
struct RequestHeaderTests {
  @Test func `a server that chooses by Accept gives images for images and pages for pages`() throws
  {
    let site = try LoopbackSite(
      routes: [:],
      otherwise: .decide { request in
        let accepted = request.header("Accept") ?? ""
        switch request.path {
        case "/":
          return accepted.hasPrefix("text/html") ? .page(images: ["/x", "/y"]) : .status(406)
        case "/x", "/y":
          return accepted.hasPrefix("image/") ? .picture(request.path) : .html("<h1>viewer</h1>")
        default: return .status(404)
        }
      })
    #expect(try crawl(site).imageFates == ["/x": "stored", "/y": "stored"])
    #expect(site.requests(for: "/robots.txt").first?.header("Accept") == "*/*")
  }

  @Test func `languages go to every host, and are no identity`() throws {
    let other = try LoopbackSite(routes: ["/b": .picture("b")])
    let site = try LoopbackSite(routes: ["/": .page(images: [other.url("/b")])])
    _ = try crawl(site) {
      $0.languages = "de, en;q=0.5"
      $0.allowsPrivateAddresses = true
    }
    #expect(site.requests(for: "/").first?.header("Accept-Language") == "de, en;q=0.5")
    #expect(other.requests(for: "/b").first?.header("Accept-Language") == "de, en;q=0.5")
    _ = try crawl(site) { $0.allowsPrivateAddresses = true }
    #expect(site.requests(for: "/").last?.header("Accept-Language") == nil)
  }

  @Test func `no page is named where the pages ask for that`() throws {
    let sheet = Content.text("b { background: url(/sheet-own.png) }", type: "text/css")
    let silent = Content.text("b { background: url(/sheet-silent.png) }", type: "text/css")
    let none = ["Referrer-Policy": "unsafe-url, no-referrer"]
    let site = try LoopbackSite(
      routes: [
        "/": .html(
          """
          <a href=/meta>1</a><a href=/attribute>2</a><a href=/header>3</a><a href=/own>4</a>
          """),
        "/meta": .html("<meta name=referrer content=no-referrer><img src=/meta.png>"),
        "/attribute": .html(
          """
          <img referrerpolicy=no-referrer src=/attribute.png>
          <a rel=noreferrer href=/link.png>x</a><a rel=noreferrer href=/page>x</a>
          """),
        "/header": .withHeaders(none, then: .html("<img src=/header.png>")),
        "/own": .html(
          """
          <img src=/own.png><link rel=stylesheet href=/a.css><link rel=stylesheet href=/b.css>
          """),
        "/page": .html("x"), "/a.css": .serve(sheet),
        "/b.css": .withHeaders(none, then: .serve(silent)),
      ], otherwise: .picture("a"))
    _ = try crawl(site) { $0.readsSitemaps = false }
    func referrer(_ path: String) throws -> String? {
      try #require(site.requests(for: path).first, "\(path)").header("Referer")
    }
    for path in ["/meta.png", "/attribute.png", "/link.png", "/page", "/header.png"] {
      #expect(try referrer(path) == nil, "\(path)")
    }
    #expect(try referrer("/sheet-silent.png") == nil)
    #expect(try referrer("/sheet-own.png") == site.url("/a.css"))
    #expect(try referrer("/own.png") == site.url("/own"))
    #expect(try referrer("/b.css") == site.url("/own"))
  }

  @Test func `a job that waits for a later run keeps its policy`() throws {
    let folder = try TemporaryFolder()
    let site = try LoopbackSite(
      routes: [
        "/": .html("<meta name=referrer content=no-referrer><a href=/p>p</a><img src=/a.png>"),
        "/p": .html("p"),
      ], otherwise: .picture("a"))
    let first = try crawl(site, into: folder) {
      $0.maximumPages = 1
      $0.readsSitemaps = false
    }
    #expect(first.summary.ending == .limit)
    site.forgetRequests()
    _ = try crawl(site, into: folder) { $0.readsSitemaps = false }
    let request = try #require(site.requests(for: "/p").first)
    #expect(request.header("Referer") == nil)
  }
}
