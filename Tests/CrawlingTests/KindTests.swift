import CrawlModel
import Crawling
import TestSupport
import Testing

/// Links promise one kind of content; the content decides.
struct KindTests {
  @Test func `a page link that leads to an image brings the image`() throws {
    let site = try LoopbackSite(routes: [
      "/": .page(links: ["/view?id=1"]), "/view?id=1": .picture("one"),
    ])
    let result = try crawl(site)
    #expect(result.pageFates == ["/": "fetched", "/view?id=1": "is-image"])
    #expect(result.imageFates == ["/view?id=1": "stored"])
  }

  @Test func `a link by the name of an image that leads to a page is crawled as one`() throws {
    let result = try crawl([
      "/": .html("<a href=photo.jpg>x</a>"), "/photo.jpg": .page(images: ["/full"]),
      "/full": .picture("full"),
    ])
    #expect(result.imageFates == ["/photo.jpg": "is-page", "/full": "stored"])
    #expect(result.pageFates == ["/": "fetched", "/photo.jpg": "fetched"])
    #expect(result.page("/photo.jpg")?.depth == 1)
    #expect(result.exit == 0)
  }

  @Test func `behind a depth a page by the name of an image stays unread`() throws {
    let result = try crawl([
      "/": .html("<a href=photo.jpg>x</a>"), "/photo.jpg": .page(images: ["/full"]),
    ]) { $0.maximumDepth = 0 }
    #expect(result.imageFates == ["/photo.jpg": "is-page"])
    #expect(result.pageFates == ["/": "fetched", "/photo.jpg": "depth"])
  }

  @Test func `a page in the place of an image is no image`() throws {
    let result = try crawl([
      "/": .page(images: ["/sorry.png"]),
      "/sorry.png": .wrongType("image/png", .html("<!doctype html><title>Sorry</title>")),
    ])
    #expect(result.imageFates == ["/sorry.png": "not-an-image"])
    #expect(result.image("/sorry.png")?.http_status == 200)
    #expect(result.pageFates == ["/": "fetched"])
  }

  @Test func `an address that is shown and linked is one image and one page`() throws {
    let site = try LoopbackSite(routes: [
      "/": .page(images: ["/both"], links: ["/both"]), "/both": .picture("both"),
    ])
    let result = try crawl(site)
    #expect(result.imageFates == ["/both": "stored"])
    #expect(result.pageFates == ["/": "fetched", "/both": "is-image"])
  }

  @Test func `what is neither page nor image is left out by its content`() throws {
    let site = try LoopbackSite(routes: [
      "/": .page(links: ["/paper.pdf", "/paper", "/data"]),
      "/paper.pdf": .bytes(Array("%PDF-1.7\n".utf8), type: "application/pdf"),
      "/paper": .bytes(Array("%PDF-1.7\n".utf8), type: "application/pdf"),
      "/data": .bytes([0, 1, 2, 3], type: "application/octet-stream"),
    ])
    let result = try crawl(site)
    #expect(
      result.pageFates == [
        "/": "fetched", "/paper.pdf": "not-html", "/paper": "not-html", "/data": "not-html",
      ])
  }

  @Test func `the same bytes at two addresses are stored once`() throws {
    let result = try crawl([
      "/": .page(images: ["/a.png", "/b.png", "/c.png"]), "/a.png": .picture("same"),
      "/b.png": .picture("same"), "/c.png": .redirect(to: "/a.png"),
    ]) { $0.threads = 8 }
    #expect(result.summary.images.taken == 1)
    #expect(result.summary.images.duplicate == 2)
    #expect(Set(result.images.compactMap(\.file)).count == 1)
  }

  @Test func `each place that shows an image is told`() throws {
    let result = try crawl([
      "/": .html("<a href=/two>x</a><img src=a.png alt='First'>"),
      "/two": .html("<img srcset='a.png 2x' alt='Second'><img src=a.png>"),
      "/a.png": .picture("a"),
    ])
    let found = try #require(result.image("/a.png")).found
    #expect(found.count == 3)
    #expect(
      Set(found.map { "\(result.short($0.page)) \($0.via) \($0.alt ?? "")" })
        == ["/ img[src] First", "/two img[srcset] Second", "/two img[src] "])
  }
}
