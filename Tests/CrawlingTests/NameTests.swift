import CrawlModel
import Crawling
import TestSupport
import Testing

/// Pages whose addresses end like files, and files.
struct NameTests {
  private static let zip = Behaviour.bytes([0x50, 0x4B, 3, 4, 0, 0, 0, 8], type: "application/zip")

  @Test(arguments: [
    "/wiki/File:Plan.pdf", "/wiki/File:Clip.ogv", "/q/how-to-open-a.RAR", "/wiki/Example.exe",
    "/blog/release-2.0.tar.gz", "/wiki/Foo.doc", "/wiki/Common.css", "/src/main.js",
    "/get.php?file=a.zip", "/a.pdf;jsessionid=1", "/song.mp3", "/clip.mp4?t=3",
  ])
  func `a page is read whatever its name`(path: String) throws {
    let result = try crawl([
      "/": .page(links: [path]), path: .page(images: ["/a.png"]), "/a.png": .picture("a"),
    ])
    #expect(result.pageFates == ["/": "fetched", path: "fetched"])
    #expect(result.imageFates == ["/a.png": "stored"])
  }

  @Test func `an image by the name of a file is stored`() throws {
    let result = try crawl(["/": .page(links: ["/map.pdf"]), "/map.pdf": .picture("map")])
    #expect(result.pageFates == ["/": "fetched", "/map.pdf": "is-image"])
    #expect(result.imageFates == ["/map.pdf": "stored"])
  }

  @Test func `of a large file only the beginning is read, and it is no failure`() throws {
    let site = try LoopbackSite(routes: [
      "/": .page(links: ["/real.zip", "/endless.mp4", "/named"]),
      "/real.zip": .big(bytes: 300_000_000, type: "application/zip"),
      "/endless.mp4": .endlessBody(type: "video/mp4"),
      "/named": .big(bytes: 300_000_000, type: "application/octet-stream"),
    ])
    let result = try crawl(site)
    #expect(
      result.pageFates == [
        "/": "fetched", "/real.zip": "not-html", "/endless.mp4": "not-html", "/named": "not-html",
      ])
    #expect(result.exit == 0)
    for path in ["/real.zip", "/endless.mp4", "/named"] {
      #expect(try #require(result.page(path)?.bytes) < 2_000_000)
    }
  }

  @Test func `a folder of files is given up after a few of them, with the reason`() throws {
    let files = (0..<200).map { "/files/\(String(repeating: "x", count: $0 + 1)).zip" }
    let site = try LoopbackSite(
      routes: ["/": .page(links: files + ["/wiki/x.zip"]), "/wiki/x.zip": .page()],
      otherwise: .decide { $0.path.hasPrefix("/files/") ? Self.zip : .status(404) })
    let result = try crawl(site)
    let requests = site.requests.count { $0.path.hasPrefix("/files/") }
    // Three, and those that were handed out before the outcome of the third was known.
    #expect((3...20).contains(requests))
    let fates = Dictionary(grouping: result.pages, by: \.fate).mapValues(\.count)
    #expect(fates == ["fetched": 2, "not-html": requests, "by-name": 200 - requests])
    #expect(result.page("/wiki/x.zip")?.status == "fetched")
    #expect(result.exit == 0)
    #expect(site.requests.count { $0.path == "/wiki/x.zip" } == 1)
  }

  @Test func `files cost no delay once they are given up`() throws {
    let files = (0..<500).map { "/files/\(String(repeating: "x", count: $0 + 1)).zip" }
    let site = try LoopbackSite(
      routes: ["/": .page(links: files)],
      otherwise: .decide { $0.path.hasPrefix("/files/") ? Self.zip : .status(404) })
    let result = try crawl(site) { $0.delay = .milliseconds(200) }
    #expect(result.pages.count { $0.fate == "by-name" } > 490)
    #expect(result.summary.elapsed < .seconds(60))
  }

  @Test func `a second run does not ask for them either`() throws {
    let files = (0..<30).map { "/files/\(String(repeating: "x", count: $0 + 1)).zip" }
    let site = try LoopbackSite(
      routes: ["/": .page(links: files)],
      otherwise: .decide { $0.path.hasPrefix("/files/") ? Self.zip : .status(404) })
    let folder = try TemporaryFolder()
    let first = try crawl(site, into: folder)
    #expect(first.pages.contains { $0.fate == "by-name" })
    site.forgetRequests()
    let second = try crawl(site, into: folder)
    #expect(site.requests.allSatisfy { !$0.path.hasPrefix("/files/") })
    #expect(second.pageFates == first.pageFates)
  }
}
