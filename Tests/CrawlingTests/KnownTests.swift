import Crawling
import Foundation
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

  @Test func `a file that this folder lost is fetched again although the other one has it`() throws
  {
    let (one, two) = (try TemporaryFolder(), try TemporaryFolder())
    let site = try LoopbackSite(routes: [
      "/": .page(images: ["/a.png", "/same.png", "/b.png"]), "/a.png": .picture("a"),
      "/same.png": .picture("a"), "/b.png": .picture("b"),
    ])
    _ = try crawl(site, into: one)
    let first = try crawl(site, into: two)
    let fates = first.imageFates
    for image in first.images {
      guard image.url.hasSuffix("/b.png"), let file = image.file else { continue }
      try FileManager.default.removeItem(atPath: two.path + "/out/" + file)
    }
    let known = one.path + "/out"
    // The first try fails, so that the run after it has to know too that the file was lost.
    site.change(["/b.png": .status(503)])
    let second = try crawl(site, into: two) {
      $0.knownFolders = [known]
      $0.retries = 0
    }
    #expect(second.imageFates["/b.png"] == "http-error")
    site.change(["/b.png": .picture("b")])
    let third = try crawl(site, into: two) { $0.knownFolders = [known] }
    #expect(third.imageFates["/b.png"] == "stored")
    #expect(third.imageFates["/a.png"] == "unchanged")
    #expect(Set(third.imageFates.keys) == Set(fates.keys))
    #expect(try two.contents().count { $0.hasPrefix("out/images/") } == 2)
  }

  @Test func `an image of this folder that changed to what the other one has is stored`() throws {
    let (one, two) = (try TemporaryFolder(), try TemporaryFolder())
    let site = try LoopbackSite(routes: ["/": .page(images: ["/a.png"]), "/a.png": .picture("old")])
    _ = try crawl(site, into: two)
    site.change(["/a.png": .picture("new")])
    _ = try crawl(site, into: one)
    let again = try crawl(site, into: two) { $0.knownFolders = [one.path + "/out"] }
    #expect(again.imageFates == ["/a.png": "stored"])
    #expect(try two.contents().count { $0.hasPrefix("out/images/") } == 2)
  }

  @Test func `an image inside a page that both folders have stays`() throws {
    let (one, two) = (try TemporaryFolder(), try TemporaryFolder())
    let inline = "data:image/png;base64," + Data(Picture.png("i")).base64EncodedString()
    let site = try LoopbackSite(routes: ["/": .html("<img src='\(inline)'>")])
    let adjust: (inout CrawlConfiguration) -> Void = { $0.takesDataImages = true }
    _ = try crawl(site, into: one, adjust)
    _ = try crawl(site, into: two, adjust)
    site.change(["/": .html("<p>changed<img src='\(inline)'>")])
    let again = try crawl(site, into: two) {
      adjust(&$0)
      $0.knownFolders = [one.path + "/out"]
    }
    #expect(again.images.map(\.status) == ["stored"], "\(again.images)")
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
