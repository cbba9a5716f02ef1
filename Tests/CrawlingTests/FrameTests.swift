import CrawlModel
import Crawling
import TestSupport
import Testing

/// Documents in frames of a page.
struct FrameTests {
  @Test(arguments: ["<iframe src='URL'></iframe>", "<frameset><frame src='URL'></frameset>"])
  func `a frame of another host brings its images and none of its links`(frame: String) throws {
    let other = try LoopbackSite(routes: [
      "/embed": .html(
        """
        <link rel=stylesheet href=/a.css><link rel=alternate type=application/rss+xml href=/feed>
        <img src=/in.png><a href=/more>more</a><a href=/linked.png>x</a>
        <a href="/big"><img src=/small.png></a>
        """),
      "/a.css": .serve(.text("p { background: url(css.png) }", type: "text/css")),
      "/in.png": .picture("in"), "/css.png": .picture("css"), "/linked.png": .picture("linked"),
      "/small.png": .picture("small"), "/big": .picture("big"),
      "/more": .page(images: ["/never.png"]),
    ])
    let result = try crawl([
      "/": .html(frame.replacing("URL", with: other.url("/embed")))
    ]) { $0.maximumDepth = 0 }
    #expect(
      result.imageFates
        == [String: String](
          uniqueKeysWithValues: ["/in.png", "/css.png", "/linked.png", "/small.png", "/big"].map {
            (other.url($0), "stored")
          }))
    #expect(
      result.pageFates == [
        "/": "fetched", other.url("/embed"): "fetched", other.url("/a.css"): "fetched",
      ])
    #expect(result.page(other.url("/embed"))?.depth == 0)
    #expect(other.requests(for: "/more").isEmpty)
    #expect(other.requests(for: "/feed").isEmpty)
    #expect(result.exit == 0)
  }

  @Test func `a link to the same document is out of scope all the same`() throws {
    let other = try LoopbackSite(routes: [
      "/embed": .page(images: ["/in.png"]), "/in.png": .picture("in"),
    ])
    let link = "<a href='\(other.url("/embed"))'>x</a>"
    let frame = "<iframe src='\(other.url("/embed"))'></iframe>"
    for pages in [(link, frame), (frame, link)] {
      let result = try crawl([
        "/": .html(pages.0 + "<a href=/two>2</a>"), "/two": .html(pages.1),
      ])
      #expect(result.imageFates == [other.url("/in.png"): "stored"])
      #expect(result.pageFates[other.url("/embed")] == "fetched")
    }
    #expect(
      try crawl(["/": .html(link)]).pageFates == ["/": "fetched", other.url("/embed"): "scope"])
  }

  @Test func `a page that only a frame of another host links to is not followed from there`() throws
  {
    let site = try LoopbackSite(routes: ["/a": .page(links: ["/b"]), "/b": .page()])
    let other = try LoopbackSite(routes: [
      "/embed": .page(links: [site.url("/b"), site.url("/only")])
    ])
    site.change([
      "/": .html("<iframe src='\(other.url("/embed"))'></iframe><a href=/a>a</a>")
    ])
    let result = try crawl(site)
    #expect(
      result.pageFates == [
        "/": "fetched", "/a": "fetched", "/b": "fetched", other.url("/embed"): "fetched",
      ])
  }

  @Test func `a frame of the same host is a page as any other`() throws {
    let result = try crawl([
      "/": .html("<iframe src=/inner></iframe>"),
      "/inner": .page(images: ["/a.png"], links: ["/more"]), "/a.png": .picture("a"),
      "/more": .page(),
    ])
    #expect(result.pageFates == ["/": "fetched", "/inner": "fetched", "/more": "fetched"])
    #expect(result.page("/inner")?.depth == 1)
  }

  @Test func `frames in frames are read to a fixed depth`() throws {
    let other = try LoopbackSite(
      routes: [:],
      otherwise: .decide { request in
        guard request.path.hasPrefix("/f"), let level = Int(request.path.dropFirst(2)) else {
          return .picture(request.path)
        }
        return .html("<img src=/i\(level)><iframe src=/f\(level + 1)></iframe>")
      })
    let result = try crawl(["/": .html("<iframe src='\(other.url("/f1"))'></iframe>")])
    #expect(
      Set(result.imageFates.keys) == Set((1...5).map { other.url("/i\($0)") }))
    #expect(result.pageFates[other.url("/f6")] == "scope")
    #expect(result.exit == 0)
  }

  @Test func `a frame that is redirected is still a frame`() throws {
    let third = try LoopbackSite(routes: [
      "/end": .page(images: ["/in.png"], links: ["/more"]), "/in.png": .picture("in"),
    ])
    let other = try LoopbackSite(routes: ["/embed": .redirect(to: third.url("/end"))])
    let result = try crawl(["/": .html("<iframe src='\(other.url("/embed"))'></iframe>")])
    #expect(result.imageFates == [third.url("/in.png"): "stored"])
    #expect(third.requests(for: "/more").isEmpty)
  }

  @Test func `robots_txt of its host holds for it`() throws {
    let other = try LoopbackSite(routes: [
      "/embed": .page(images: ["/in.png"]),
      "/robots.txt": .serve(.text("User-agent: *\nDisallow: /", type: "text/plain")),
    ])
    let result = try crawl(["/": .html("<iframe src='\(other.url("/embed"))'></iframe>")])
    #expect(result.pageFates == ["/": "fetched", other.url("/embed"): "robots"])
    #expect(other.requests(for: "/embed").isEmpty)
  }

  @Test(arguments: ["about:blank", "javascript:void(0)", "data:text/html,x", ""])
  func `a frame without an address is nothing`(source: String) throws {
    let result = try crawl([
      "/": .html("<iframe src='\(source)' srcdoc='<img src=/a.png>'></iframe>"),
      "/a.png": .picture("a"),
    ])
    #expect(result.pageFates == ["/": "fetched"])
    #expect(result.imageFates == ["/a.png": "stored"])
  }

  @Test func `a frame that is too deep in others is read where it is not`() throws {
    let other = try LoopbackSite(
      routes: [:],
      otherwise: .decide { request in
        guard request.path.hasPrefix("/f"), let level = Int(request.path.dropFirst(2)) else {
          return .picture(request.path)
        }
        return .html("<img src=/i\(level)><iframe src=/f\(level + 1)></iframe>")
      })
    let result = try crawl([
      "/": .html("<iframe src='\(other.url("/f1"))'></iframe><a href=/a>a</a>"),
      "/a": .page(links: ["/b"]), "/b": .page(links: ["/c"]), "/c": .page(links: ["/d"]),
      "/d": .page(links: ["/e"]), "/e": .page(links: ["/f"]), "/f": .page(links: ["/g"]),
      "/g": .html("<iframe src='\(other.url("/f6"))'></iframe>"),
    ])
    #expect(result.imageFates[other.url("/i6")] == "stored")
    #expect(result.pageFates[other.url("/f6")] == "fetched")
  }

  @Test func `where images of other hosts are not wanted, no frame of theirs is read`() throws {
    let other = try LoopbackSite(routes: ["/embed": .page(images: ["/in.png"])])
    let result = try crawl(["/": .html("<iframe src='\(other.url("/embed"))'></iframe>")]) {
      $0.imageReach = .host
    }
    #expect(result.pageFates == ["/": "fetched", other.url("/embed"): "scope"])
    #expect(other.requests.isEmpty)
  }

  @Test func `an excluded frame is not read`() throws {
    let other = try LoopbackSite(routes: ["/ad": .page(images: ["/in.png"])])
    let result = try crawl(["/": .html("<iframe src='\(other.url("/ad"))'></iframe>")]) {
      $0.excludePages = ["/ad$"]
    }
    #expect(result.pageFates == ["/": "fetched", other.url("/ad"): "excluded"])
    #expect(other.requests.isEmpty)
  }

  @Test func `below a folder a frame of the same host stays outside`() throws {
    let other = try LoopbackSite(routes: [
      "/embed": .page(images: ["/in.png"]), "/in.png": .picture("in"),
    ])
    let site = try LoopbackSite(routes: [
      "/docs/": .html("<iframe src=/x></iframe><iframe src='\(other.url("/embed"))'></iframe>"),
      "/x": .page(),
    ])
    let result = try crawl(site, from: ["/docs/"]) { $0.pageReach = .prefix }
    #expect(
      result.pageFates == ["/docs/": "fetched", "/x": "scope", other.url("/embed"): "fetched"])
    #expect(result.imageFates == [other.url("/in.png"): "stored"])
  }
}
