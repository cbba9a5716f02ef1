import CrawlModel
import Crawling
import Foundation
import TestSupport
import Testing

/// What a second crawl finds different on pages.
struct RefreshPageTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func tagged(_ tag: Int, _ page: Behaviour) -> Behaviour {
    .withHeaders(["ETag": "\"\(tag)\""], then: page)
  }

  @Test func `what is new on a changed page is found`() throws {
    let site = try LoopbackSite(routes: [
      "/": tagged(1, .page(images: ["/a.png"])), "/a.png": .picture("a"), "/b.png": .picture("b"),
      "/c.png": .picture("c"), "/2": .page(images: ["/c.png"]),
    ])
    _ = try crawl(site, into: folder)
    site.change(["/": tagged(2, .page(images: ["/a.png", "/b.png"], links: ["/2"]))])
    let second = try crawl(site, into: folder)
    #expect(second.imageFates == ["/a.png": "unchanged", "/b.png": "stored", "/c.png": "stored"])
    #expect(second.pageFates == ["/": "fetched", "/2": "fetched"])
    #expect(second.summary.refresh?.new == 2)
    #expect(second.image("/a.png")?.found.map(\.page) == [site.url("/")])
  }

  @Test func `a page that is unchanged keeps its references`() throws {
    let site = try LoopbackSite(routes: [
      "/": tagged(1, .page(images: ["/a.png"], links: ["/2"])), "/a.png": .picture("a"),
      "/2": tagged(1, .page(images: ["/a.png"])),
    ])
    let first = try crawl(site, into: folder)
    let second = try crawl(site, into: folder)
    #expect(second.pageFates == ["/": "unchanged", "/2": "unchanged"])
    #expect(second.page("/")?.links == 1 && second.page("/")?.images == 1)
    #expect(second.page("/")?.title == "Page")
    #expect(Set(try #require(second.image("/a.png")).found.map(\.page)).count == 2)
    #expect(first.image("/a.png")?.found.count == 2)
  }

  @Test func `a reference that a page dropped is no longer told`() throws {
    let site = try LoopbackSite(routes: [
      "/": .page(images: ["/a.png", "/b.png"], links: ["/2"]), "/2": .page(images: ["/b.png"]),
      "/a.png": .picture("a"), "/b.png": .picture("b"),
    ])
    _ = try crawl(site, into: folder)
    site.change(["/": .page(images: ["/a.png"], links: ["/2"])])
    let second = try crawl(site, into: folder)
    #expect(second.image("/b.png")?.found.map(\.page) == [site.url("/2")])
    #expect(second.image("/a.png")?.found.map(\.page) == [site.url("/")])
    let third = try crawl(site, into: folder)
    #expect(third.image("/b.png")?.found.map(\.page) == [site.url("/2")])
  }

  @Test func `a page that is gone is said to be gone, and its images are still asked for`() throws {
    let site = try LoopbackSite(routes: [
      "/": .page(links: ["/2"]), "/2": .page(images: ["/a.png"]), "/a.png": .picture("a"),
    ])
    _ = try crawl(site, into: folder)
    site.change(["/2": .status(404)])
    let second = try crawl(site, into: folder)
    #expect(second.pageFates == ["/": "fetched", "/2": "gone"])
    #expect(second.imageFates == ["/a.png": "unchanged"])
    #expect(second.exit == 0)
  }

  @Test func `a page that leads elsewhere now is followed there`() throws {
    let site = try LoopbackSite(routes: [
      "/": .page(links: ["/2"]), "/2": .page(images: ["/a.png"]), "/3": .page(images: ["/b.png"]),
      "/a.png": .picture("a"), "/b.png": .picture("b"),
    ])
    _ = try crawl(site, into: folder)
    site.change(["/2": .redirect(to: "/3")])
    let second = try crawl(site, into: folder)
    #expect(second.page("/2")?.final_url == site.url("/3"))
    #expect(second.imageFates == ["/a.png": "unchanged", "/b.png": "stored"])
    site.change(["/2": .page(images: ["/a.png"])])
    let third = try crawl(site, into: folder)
    #expect(third.page("/2")?.final_url == nil)
  }

  @Test func `changes add up over many refreshes`() throws {
    let site = try LoopbackSite(routes: [
      "/": .page(images: ["/a.png", "/b.png"]), "/a.png": .picture("1"), "/b.png": .picture("b"),
    ])
    _ = try crawl(site, into: folder)
    site.change(["/a.png": .picture("2"), "/b.png": .status(410)])
    _ = try crawl(site, into: folder)
    site.change(["/a.png": .picture("3")])
    let third = try crawl(site, into: folder)
    #expect(third.summary.refresh?.changed == 1 && third.summary.refresh?.gone == 0)
    let lines = third.images.filter { $0.url == site.url("/a.png") }
    #expect(lines.map(\.status) == ["stored", "gone", "gone"])
    #expect(lines[1].replaced_by == lines[2].file && lines[2].replaced_by == lines[0].file)
    #expect(third.image("/b.png")?.status == "gone")
    let fourth = try crawl(site, into: folder)
    #expect(fourth.summary.refresh == RefreshCounts())
    #expect(fourth.images.map(\.file) == third.images.map(\.file))
    // Back to what it was first.
    site.change(["/a.png": .picture("1")])
    let fifth = try crawl(site, into: folder)
    #expect(fifth.image("/a.png")?.file == lines[1].file)
    #expect(fifth.summary.refresh?.changed == 1)
  }

  @Test func `of the same bytes at two addresses one may change`() throws {
    let site = try LoopbackSite(routes: [
      "/": .page(images: ["/a.png", "/b.png"]), "/a.png": .picture("1"), "/b.png": .picture("1"),
    ])
    _ = try crawl(site, into: folder)
    site.change(["/a.png": .picture("2")])
    let second = try crawl(site, into: folder)
    #expect(second.imageFates == ["/a.png": "stored", "/b.png": "unchanged"])
    site.change(["/b.png": .picture("2")])
    let third = try crawl(site, into: folder)
    #expect(third.imageFates == ["/a.png": "unchanged", "/b.png": "duplicate"])
    #expect(third.image("/a.png")?.file == third.image("/b.png")?.file)
  }

  @Test func `a file whose change is lost gives its line back to the one before`() throws {
    let site = try LoopbackSite(routes: [
      "/": .page(images: ["/a.png"]), "/a.png": .picture("1"),
    ])
    let first = try crawl(site, into: folder)
    site.change(["/a.png": .picture("2")])
    let second = try crawl(site, into: folder)
    try FileManager.default.removeItem(
      at: folder.file("out/" + #require(second.image("/a.png")?.file)))
    site.change(["/a.png": .status(404)])
    let third = try crawl(site, into: folder)
    #expect(third.imageFates == ["/a.png": "gone"])
    #expect(third.image("/a.png")?.file == first.image("/a.png")?.file)
  }
}
