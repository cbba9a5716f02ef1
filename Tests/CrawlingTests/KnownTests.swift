import Crawling
import TestSupport
import Testing

/// Images that another folder has.
struct KnownTests {
  @Test func `what another folder has is not fetched again, and its bytes are not stored again`()
    throws
  {
    let earlier = try TemporaryFolder()
    let site = try LoopbackSite(routes: [
      "/": .page(images: ["/a.png", "/lost.png"]), "/a.png": .picture("a"),
      "/new": .page(images: ["/a.png", "/copy.png", "/b.png", "/lost.png"]),
      "/copy.png": .picture("a"), "/b.png": .picture("b"),
    ])
    _ = try crawl(site, into: earlier) { $0.maximumDepth = 0 }
    site.forgetRequests()
    let here = try TemporaryFolder()
    let first = try crawl(site, from: ["/new"], into: here) {
      $0.knownFolders = [earlier.path + "/out"]
    }
    #expect(
      first.imageFates == [
        "/a.png": "known", "/copy.png": "known", "/b.png": "stored", "/lost.png": "http-error",
      ])
    #expect(site.requests(for: "/a.png").isEmpty)
    #expect(try here.contents().filter { $0.hasPrefix("out/images/") }.count == 1)
    // Without the option the next run fetches them.
    let second = try crawl(site, from: ["/new"], into: here)
    #expect(second.imageFates["/b.png"] == "unchanged")
  }

  @Test func `a refresh keeps what its own folder has`() throws {
    let (one, two) = (try TemporaryFolder(), try TemporaryFolder())
    let site = try LoopbackSite(routes: ["/": .page(images: ["/a.png"]), "/a.png": .picture("a")])
    _ = try crawl(site, into: one)
    _ = try crawl(site, into: two)
    let again = try crawl(site, into: two) { $0.knownFolders = [one.path + "/out"] }
    #expect(again.imageFates == ["/a.png": "unchanged"])
  }

  @Test func `a folder without a crawl is wrong usage`() throws {
    let site = try LoopbackSite(routes: ["/": .html("x")])
    let empty = try TemporaryFolder()
    let error = #expect(throws: CrawlError.self) {
      try crawl(site) { $0.knownFolders = [empty.path] }
    }
    #expect(error?.code == .badSetting)
    #expect(try empty.contents().isEmpty)
  }
}
