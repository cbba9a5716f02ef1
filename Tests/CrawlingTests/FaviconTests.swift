import CrawlModel
import Crawling
import TestSupport
import Testing

/// The icon of a host whose pages name none.
struct FaviconTests {
  private static let icon = "/favicon.ico"
  private static let served = Behaviour.bytes(Picture.png("icon"), type: "image/x-icon")

  @Test func `it is stored where no page names an icon, and is found on a page`() throws {
    let site = try LoopbackSite(routes: [
      "/": .page(links: ["/a", "/b"]), "/a": .page(), "/b": .page(), Self.icon: Self.served,
    ])
    let result = try crawl(site) { $0.maximumDepth = 1 }
    #expect(result.imageFates == [Self.icon: "stored"])
    let image = try #require(result.image(Self.icon))
    #expect(image.depth == 0)
    #expect(image.found.map { "\(result.short($0.page)) \($0.via)" } == ["/ favicon.ico"])
    #expect(site.requests(for: Self.icon).count == 1)
  }

  @Test(arguments: ["icon", "shortcut icon", "ICON"])
  func `it is not requested where any page names an icon`(rel: String) throws {
    let site = try LoopbackSite(routes: [
      "/": .page(links: ["/a"]), "/a": .html("<link rel='\(rel)' href=/i.png>"),
      "/i.png": .picture("i"), Self.icon: Self.served,
    ])
    #expect(try crawl(site).imageFates == ["/i.png": "stored"])
    #expect(site.requests(for: Self.icon).isEmpty)
  }

  @Test(arguments: [
    Behaviour.status(404), .status(410), .status(403), .status(500), .html("<p>none"), .reset,
    .emptyBody(type: "image/x-icon"), .redirect(to: "/"), .redirect(to: "/nothing"), .loop,
    .bytes([0, 0, 1, 0, 1], type: "image/x-icon"), .picture("answers everything"),
  ])
  func `where there is none nothing has failed and no line knows of it`(place: Behaviour) throws {
    let site = try LoopbackSite(routes: ["/": .page(), Self.icon: place])
    let recorder = EventRecorder()
    let result = try crawl(site, observers: [recorder]) { $0.retries = 0 }
    #expect(result.pageFates == ["/": "fetched"])
    #expect(result.imageFates == [:])
    #expect(result.written.images.discovered == 0)
    #expect(result.exit == 0)
    #expect(recorder.words == ["started /", "finished / fetched"])
    #expect(site.requests(for: Self.icon).count >= 1)
  }

  @Test func `the rules for images hold for it`() throws {
    let site = try LoopbackSite(routes: ["/": .page(), Self.icon: Self.served])
    #expect(try crawl(site) { $0.excludeImages = ["favicon"] }.imageFates == [:])
    #expect(site.requests(for: Self.icon).isEmpty)
    let small = try crawl(site) { $0.minimumWidth = 5_000 }
    #expect(small.imageFates == [Self.icon: "too-small"])
  }

  @Test func `robots_txt holds for it`() throws {
    let site = try LoopbackSite(routes: [
      "/": .page(), Self.icon: Self.served,
      "/robots.txt": .serve(.text("User-agent: *\nDisallow: /favicon.ico", type: "text/plain")),
    ])
    let result = try crawl(site)
    #expect(result.imageFates == [:])
    #expect(site.requests(for: Self.icon).isEmpty)
  }

  @Test func `only hosts with a page of the crawl are asked`() throws {
    let other = try LoopbackSite(routes: [
      "/embed": .page(), "/a.png": .picture("a"), Self.icon: Self.served,
    ])
    let site = try LoopbackSite(routes: [
      "/": .html("<iframe src='\(other.url("/embed"))'></iframe><img src='\(other.url("/a.png"))'>")
    ])
    let result = try crawl(site)
    #expect(result.pageFates[other.url("/embed")] == "fetched")
    #expect(other.requests(for: Self.icon).isEmpty)
    #expect(site.requests(for: Self.icon).count == 1)
  }

  @Test func `a site without a page is not asked`() throws {
    let site = try LoopbackSite(routes: ["/": .status(404), Self.icon: Self.served])
    #expect(try crawl(site).exit == 69)
    #expect(site.requests(for: Self.icon).isEmpty)
  }

  @Test func `an image that a page shows is not requested twice`() throws {
    let site = try LoopbackSite(routes: [
      "/": .page(images: [Self.icon]), Self.icon: Self.served,
    ])
    let result = try crawl(site)
    #expect(result.imageFates == [Self.icon: "stored"])
    #expect(result.image(Self.icon)?.found.map(\.via) == ["img[src]"])
    #expect(site.requests(for: Self.icon).count == 1)
  }

  @Test func `a crawl that a limit ended does not ask for it before it is resumed`() throws {
    let site = try LoopbackSite(routes: [
      "/": .page(links: ["/a"]), "/a": .page(), Self.icon: Self.served,
    ])
    let folder = try TemporaryFolder()
    #expect(try crawl(site, into: folder) { $0.maximumPages = 1 }.exit == 3)
    #expect(site.requests(for: Self.icon).isEmpty)
    let result = try crawl(site, into: folder)
    #expect(result.imageFates == [Self.icon: "stored"])
    #expect(result.exit == 0)
  }

  @Test func `a later run looks again`() throws {
    let site = try LoopbackSite(routes: ["/": .page()])
    let folder = try TemporaryFolder()
    #expect(try crawl(site, into: folder).imageFates == [:])
    site.change([Self.icon: Self.served])
    #expect(try crawl(site, into: folder).imageFates == [Self.icon: "stored"])
    site.change([Self.icon: .status(404)])
    #expect(try crawl(site, into: folder).imageFates == [Self.icon: "gone"])
  }
}
