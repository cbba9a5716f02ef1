import CrawlModel
import Crawling
import TestSupport
import Testing

/// Links around an image, which often lead to the same image in full size.
struct FullSizeTests {
  private static func link(_ target: String, _ image: String = "/thumb.png") -> String {
    "<a href='\(target)'><img src='\(image)'></a>"
  }

  @Test func `the large image at another host is stored without an extension`() throws {
    let other = try LoopbackSite(routes: [
      "/img/a=s1600": .picture("large"), "/photo?w=2000": .picture("larger"),
    ])
    let result = try crawl([
      "/": .html(Self.link(other.url("/img/a=s1600")) + Self.link(other.url("/photo?w=2000"))),
      "/thumb.png": .picture("thumb"),
    ])
    #expect(
      result.imageFates == [
        "/thumb.png": "stored", other.url("/img/a=s1600"): "stored",
        other.url("/photo?w=2000"): "stored",
      ])
    #expect(result.pageFates == ["/": "fetched"])
    #expect(result.image(other.url("/img/a=s1600"))?.found.map(\.via) == ["a[href]"])
    #expect(result.exit == 0)
  }

  @Test func `a page there is out of scope, and nothing of it is read`() throws {
    let other = try LoopbackSite(routes: [
      "/article/7": .page(images: ["/never.png"]), "/never.png": .picture("never"),
    ])
    let result = try crawl([
      "/": .html(Self.link(other.url("/article/7"))), "/thumb.png": .picture("thumb"),
    ])
    #expect(
      result.imageFates == ["/thumb.png": "stored", other.url("/article/7"): "is-page"])
    #expect(result.pageFates == ["/": "fetched", other.url("/article/7"): "scope"])
    #expect(other.requests(for: "/never.png").isEmpty)
    #expect(result.exit == 0)
  }

  @Test(arguments: [
    Behaviour.status(404), .status(410), .emptyBody(type: "text/html"), .reset, .loop,
    .bytes(Array("%PDF-1.7\n".utf8), type: "application/pdf"), .redirect(to: "mailto:x"),
    .endlessBody(type: "application/octet-stream"),
  ])
  func `what is no image there is no failure`(behaviour: Behaviour) throws {
    let other = try LoopbackSite(routes: ["/x": behaviour])
    let result = try crawl([
      "/": .html(Self.link(other.url("/x"))), "/thumb.png": .picture("thumb"),
    ]) { $0.retries = 0 }
    #expect(result.imageFates == ["/thumb.png": "stored", other.url("/x"): "no-image"])
    #expect(result.exit == 0)
  }

  @Test(arguments: ["http://nothing.invalid/x", "http://127.0.0.1:1/x"])
  func `a host that is gone is no failure either`(address: String) throws {
    let result = try crawl([
      "/": .html(Self.link(address)), "/thumb.png": .picture("thumb"),
    ]) { $0.retries = 0 }
    #expect(result.imageFates == ["/thumb.png": "stored", address: "no-image"])
    #expect(result.exit == 0)
  }

  @Test func `a damaged image there is a failure`() throws {
    let other = try LoopbackSite(routes: [
      "/x": .bytes([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0], type: "image/png")
    ])
    let result = try crawl([
      "/": .html(Self.link(other.url("/x"))), "/thumb.png": .picture("thumb"),
    ])
    #expect(result.imageFates[other.url("/x")] == "damaged-image")
    #expect(result.exit == 1)
  }

  @Test func `in scope it is a page until its content arrives`() throws {
    let result = try crawl([
      "/": .html(Self.link("/full/1") + Self.link("/story")), "/thumb.png": .picture("thumb"),
      "/full/1": .picture("full"), "/story": .page(images: ["/b.png"]), "/b.png": .picture("b"),
    ])
    #expect(
      result.imageFates == ["/thumb.png": "stored", "/full/1": "stored", "/b.png": "stored"])
    #expect(result.pageFates == ["/": "fetched", "/full/1": "is-image", "/story": "fetched"])
  }

  @Test func `behind the depth it is an image, and its page stays unread`() throws {
    let result = try crawl([
      "/": .html(Self.link("/full/1") + Self.link("/story")), "/thumb.png": .picture("thumb"),
      "/full/1": .picture("full"), "/story": .page(images: ["/b.png"]), "/b.png": .picture("b"),
    ]) { $0.maximumDepth = 0 }
    #expect(
      result.imageFates == ["/thumb.png": "stored", "/full/1": "stored", "/story": "is-page"])
    #expect(result.pageFates == ["/": "fetched", "/story": "depth"])
  }

  @Test func `the rules for images hold for it`() throws {
    let other = try LoopbackSite(routes: ["/x": .picture("x"), "/y": .picture("y")])
    let html = Behaviour.html(Self.link(other.url("/x")) + Self.link(other.url("/y")))
    let routes = ["/": html, "/thumb.png": .picture("thumb")]
    #expect(
      try crawl(routes) { $0.imageReach = .host }.pageFates
        == ["/": "fetched", other.url("/x"): "scope", other.url("/y"): "scope"])
    #expect(other.requests.isEmpty)
    let result = try crawl(routes) { $0.excludeImages = ["/x$"] }
    #expect(result.imageFates == ["/thumb.png": "stored", other.url("/y"): "stored"])
    #expect(result.pageFates == ["/": "fetched", other.url("/x"): "scope"])
    let excluded = try crawl(routes) {
      $0.excludePages = ["/y$"]; $0.pageReach = .any
    }
    #expect(excluded.pageFates[other.url("/y")] == "excluded")
    #expect(excluded.imageFates[other.url("/y")] == nil)
  }

  @Test func `a plain link to the same address does not hide it`() throws {
    let other = try LoopbackSite(routes: ["/x": .picture("x")])
    let plain = "<a href='\(other.url("/x"))'>x</a>"
    let result = try crawl([
      "/": .html(plain + "<a href=/two>2</a>"), "/two": .html(plain + Self.link(other.url("/x"))),
      "/thumb.png": .picture("thumb"),
    ]) {
      $0.threads = 1
      $0.transfers = 1
    }
    #expect(result.imageFates == ["/thumb.png": "stored", other.url("/x"): "stored"])
    #expect(result.pageFates[other.url("/x")] == "scope")
  }

  @Test func `a site of teasers for other sites' pages costs few requests there`() throws {
    let other = try LoopbackSite(routes: [:], otherwise: .page())
    let pages = (0..<40).map { "/page\($0)" }
    var routes: [String: Behaviour] = ["/": .page(links: pages), "/thumb.png": .picture("thumb")]
    for (number, page) in pages.enumerated() {
      routes[page] = .html(
        (0..<10).map { Self.link(other.url("/story/\(number)/text-\(number * 10 + $0)")) }.joined())
    }
    let result = try crawl(LoopbackSite(routes: routes)) {
      $0.threads = 1
      $0.transfers = 1
    }
    let requests = other.requestsForContent.count
    #expect(requests == 3)
    #expect(result.images.count { $0.fate == "is-page" } == 3)
    let given = result.images.count { $0.fate == "by-name" }
    let left = result.pages.count { $0.fate == "scope" }
    #expect(given + left == 400)
    #expect(left >= 3)
    #expect(result.exit == 0)
  }
}
