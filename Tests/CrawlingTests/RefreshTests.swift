import CrawlModel
import Crawling
import Foundation
import TestSupport
import Testing

/// A second crawl of a folder asks what is different.
struct RefreshTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A page that shows these images, which are at hand.
  private func site(
    _ images: [String: Behaviour], shown: [String]? = nil
  ) throws -> LoopbackSite {
    var routes = images
    routes["/"] = .page(images: shown ?? images.keys.sorted())
    return try LoopbackSite(routes: routes)
  }

  private func refresh(_ site: LoopbackSite) throws -> CrawlResult {
    site.forgetRequests()
    let result = try crawl(site, into: folder)
    #expect(result.summary.ending == .complete)
    #expect(result.summary.refresh != nil)
    return result
  }

  private func bytes(of file: String?) throws -> [UInt8] {
    Array(try Data(contentsOf: folder.file("out/" + #require(file))))
  }

  @Test(arguments: [
    ["ETag": "\"1\""], ["Last-Modified": "Sun, 01 Mar 2026 09:00:00 GMT"],
    ["ETag": "W/\"1\"", "Last-Modified": "Sun, 01 Mar 2026 09:00:00 GMT"],
  ])
  func `what its validators say is the same is not fetched again`(headers: [String: String]) throws
  {
    let site = try site(["/a.png": .withHeaders(headers, then: .picture("a"))])
    let first = try crawl(site, into: folder)
    let second = try refresh(site)
    let request = try #require(site.requests(for: "/a.png").first)
    #expect(request.header("If-None-Match") == headers["ETag"])
    #expect(request.header("If-Modified-Since") == headers["Last-Modified"])
    #expect(site.requests(for: "/a.png").count == 1)
    #expect(second.image("/a.png")?.http_status == 304)
    #expect(second.imageFates == ["/a.png": "unchanged"])
    #expect(second.image("/a.png")?.file == first.image("/a.png")?.file)
    #expect(second.summary.refresh == RefreshCounts())
    #expect(second.summary.bytes == first.summary.bytes)
    #expect(first.summary.refresh == nil, "the first crawl has nothing to compare with")
  }

  @Test func `an image that was left out for a while is there again`() throws {
    let images: [String: Behaviour] = ["/a.png": .picture("a"), "/b.png": .picture("b")]
    let site = try site(images)
    let first = try crawl(site, into: folder)
    var routes = images
    routes["/"] = .page(images: ["/a.png", "/b.png"])
    routes["/robots.txt"] = .bytes(Array("User-agent: *\nAllow: /\n".utf8), type: "text/plain")
    let open = routes
    routes["/robots.txt"] = .bytes(
      Array("User-agent: *\nDisallow: /*.png\n".utf8), type: "text/plain")
    site.change(routes)
    let closed = try refresh(site)
    #expect(closed.image("/a.png")?.reason == "robots")
    site.change(open)
    for _ in 0..<2 {
      let again = try refresh(site)
      #expect(again.imageFates == ["/a.png": "unchanged", "/b.png": "unchanged"])
      #expect(again.image("/a.png")?.file == first.image("/a.png")?.file)
      #expect(again.image("/a.png")?.reason == nil)
      #expect(again.image("/a.png")?.bytes == first.image("/a.png")?.bytes)
    }
  }

  @Test(arguments: [412, 416])
  func `a server that refuses the conditions is asked once more without them`(status: Int) throws {
    let refusing = Behaviour.decide { request in
      request.header("If-None-Match") == nil
        ? .withHeaders(["ETag": "\"1\""], then: .picture("a")) : .status(status)
    }
    let site = try site(["/a.png": refusing])
    _ = try crawl(site, into: folder)
    let second = try refresh(site)
    #expect(second.imageFates == ["/a.png": "unchanged"])
    #expect(site.requests(for: "/a.png").map { $0.header("If-None-Match") } == ["\"1\"", nil])
    #expect(second.exit == 0)
  }

  @Test func `the same bytes are unchanged also without validators`() throws {
    let site = try site(["/a.png": .picture("a")])
    _ = try crawl(site, into: folder)
    let second = try refresh(site)
    #expect(second.imageFates == ["/a.png": "unchanged"])
    #expect(second.image("/a.png")?.http_status == 200)
    #expect(second.summary.refresh == RefreshCounts())
  }

  @Test func `what changed is stored beside the old, whose line says what replaced it`() throws {
    let site = try site(["/a.png": .withHeaders(["ETag": "\"1\""], then: .picture("a"))])
    let first = try crawl(site, into: folder)
    let old = try #require(first.image("/a.png"))
    site.change(["/a.png": .withHeaders(["ETag": "\"2\""], then: .picture("b"))])
    let second = try refresh(site)
    let new = try #require(second.image("/a.png"))
    #expect(new.status == "stored" && new.file != old.file && new.replaced_by == nil)
    #expect(try bytes(of: new.file) == Picture.png("b"))
    let kept = try #require(second.images.last)
    #expect(second.images.count == 2)
    #expect(kept.url == old.url && kept.status == "gone" && kept.replaced_by == new.file)
    #expect(kept.file == old.file && kept.sha256 == old.sha256)
    #expect(try bytes(of: kept.file) == Picture.png("a"))
    #expect(second.summary.refresh?.changed == 1 && second.summary.refresh?.new == 0)
    #expect(second.summary.images.discovered == 2)
  }

  @Test func `the gallery knows what is new and what changed`() throws {
    func rows() throws -> (since: Int?, times: [String: [Int]]) {
      let text = try String(contentsOf: folder.file("out/index.js"), encoding: .utf8)
      let json = text.dropFirst("magpieIndex(".count).dropLast(");\n".count)
      let call = try #require(
        try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
      var times: [String: [Int]] = [:]
      for row in call["rows"] as? [[Any]] ?? [] {
        let isOlder = row[13] as? Int == 2
        let name = (row[1] as? String).flatMap { $0.split(separator: "/").last } ?? ""
        times[name + (isOlder ? ", older" : "")] = [row[10] as? Int ?? -1, row[11] as? Int ?? -1]
      }
      return (call["since"] as? Int, times)
    }
    let site = try site(
      ["/a.png": .picture("a"), "/b.png": .picture("b")],
      shown: ["/a.png", "/b.png", "/c.png"])
    _ = try crawl(site, into: folder)
    let first = try rows()
    let start = try #require(first.times["a.png"]?[0])
    #expect(first.since == nil && start > 1_700_000_000_000)
    #expect(first.times == ["a.png": [start, 0], "b.png": [start, 0]])
    site.change(["/b.png": .picture("B"), "/c.png": .picture("c")])
    _ = try refresh(site)
    let second = try rows()
    let since = try #require(second.since)
    #expect(since > start)
    #expect(
      second.times == [
        "a.png": [start, 0], "b.png": [start, since], "b.png, older": [0, 0],
        "c.png": [since, 0],
      ])
  }

  @Test(arguments: [404, 410])
  func `what is gone is kept and said to be gone`(status: Int) throws {
    let site = try site(["/a.png": .picture("a"), "/b.png": .picture("b")])
    let first = try crawl(site, into: folder)
    site.change(["/a.png": .status(status)])
    let second = try refresh(site)
    #expect(second.imageFates == ["/a.png": "gone", "/b.png": "unchanged"])
    let kept = try #require(second.image("/a.png"))
    #expect(kept.http_status == status && kept.file == first.image("/a.png")?.file)
    #expect(try bytes(of: kept.file) == Picture.png("a"))
    #expect(second.summary.refresh?.gone == 1)
    #expect(second.exit == 0, "that something went away is no failure")
  }

  @Test func `what is gone may come back`() throws {
    let site = try site(["/a.png": .picture("a")])
    _ = try crawl(site, into: folder)
    site.change(["/a.png": .status(404)])
    #expect(try refresh(site).imageFates == ["/a.png": "gone"])
    site.change(["/a.png": .picture("a")])
    let third = try refresh(site)
    #expect(third.imageFates == ["/a.png": "unchanged"])
    #expect(third.summary.refresh == RefreshCounts())
  }

  @Test func `what moved is recognised by its bytes, and for good`() throws {
    let site = try site(["/a.png": .picture("a")])
    let first = try crawl(site, into: folder)
    site.change([
      "/a.png": .status(404), "/new/a.png": .picture("a"), "/": .page(images: ["/new/a.png"]),
    ])
    let second = try refresh(site)
    let old = try #require(second.image("/a.png"))
    #expect(old.status == "gone" && old.moved_to == site.url("/new/a.png"))
    #expect(second.image("/new/a.png")?.file == first.image("/a.png")?.file)
    var expected = RefreshCounts()
    expected.moved = 1
    #expect(second.summary.refresh == expected)

    let third = try refresh(site)
    #expect(third.image("/a.png")?.moved_to == site.url("/new/a.png"))
    #expect(third.summary.refresh == RefreshCounts())
  }

  @Test func `what failed before and is fine now is stored`() throws {
    let site = try site([
      "/a.png": .status(404), "/b.png": .withHeaders(["ETag": "\"1\""], then: .html("no image")),
    ])
    let first = try crawl(site, into: folder)
    #expect(first.imageFates == ["/a.png": "http-error", "/b.png": "not-an-image"])
    site.change([
      "/a.png": .picture("a"), "/b.png": .withHeaders(["ETag": "\"1\""], then: .picture("b")),
    ])
    let second = try refresh(site)
    #expect(second.imageFates == ["/a.png": "stored", "/b.png": "stored"])
    #expect(site.requests(for: "/b.png").first?.header("If-None-Match") == nil)
  }

  @Test func `what was fine and fails now keeps its file`() throws {
    let site = try site(["/a.png": .picture("a")])
    let first = try crawl(site, into: folder)
    site.change(["/a.png": .status(403)])
    let second = try refresh(site)
    #expect(second.imageFates == ["/a.png": "http-error"])
    #expect(second.image("/a.png")?.file == first.image("/a.png")?.file)
    site.change(["/a.png": .picture("a")])
    #expect(try refresh(site).imageFates == ["/a.png": "unchanged"])
  }

  @Test func `a file that was deleted is fetched again though nothing changed`() throws {
    let site = try site(["/a.png": .withHeaders(["ETag": "\"1\""], then: .picture("a"))])
    let first = try crawl(site, into: folder)
    let file = try #require(first.image("/a.png")?.file)
    try FileManager.default.removeItem(at: folder.file("out/" + file))
    let second = try refresh(site)
    #expect(second.imageFates == ["/a.png": "stored"])
    #expect(try bytes(of: second.image("/a.png")?.file) == Picture.png("a"))
    #expect(second.summary.notes.contains { $0.contains("1 stored file was missing") })
  }

  @Test func `a file that is lost while the refresh runs is fetched as well`() throws {
    let lost = folder.file("out")
    let site = try site(["/a.png": .withHeaders(["ETag": "\"1\""], then: .picture("a"))])
    let first = try crawl(site, into: folder)
    let file = try #require(first.image("/a.png")?.file)
    site.change([
      "/a.png": .decide { _ in
        try? FileManager.default.removeItem(at: lost.appending(path: file))
        return .withHeaders(["ETag": "\"1\""], then: .picture("a"))
      }
    ])
    site.forgetRequests()
    let events = EventRecorder()
    let second = try crawl(site, into: folder, observers: [events])
    #expect(events.words.contains("refetching /a.png"))
    #expect(!events.words.contains { $0.hasPrefix("redirected /a.png") })
    #expect(site.requests(for: "/a.png").map { $0.header("If-None-Match") } == ["\"1\"", nil])
    #expect(second.imageFates == ["/a.png": "stored"])
    #expect(second.summary.bytes == first.summary.bytes)
    #expect(try bytes(of: second.image("/a.png")?.file) == Picture.png("a"))
  }
}
