import Bytes
import CrawlModel
import Crawling
import TestSupport
import Testing

struct RetryTests {
  @Test func `a passing fault is tried again and is no failure in the end`() throws {
    let site = try LoopbackSite(routes: [
      "/": .failTimes(2, with: .status(503), then: .page(images: ["/a", "/b"])),
      "/a": .failTimes(3, with: .status(500), then: .picture("a")),
      "/b": .failTimes(
        1, with: .partial(.bytes(Picture.png("b"), type: "image/png"), missing: 9),
        then: .picture("b")),
    ])
    let log = EventRecorder()
    let result = try crawl(site, observers: [log]) { $0.readsSitemaps = false }
    #expect(result.imageFates == ["/a": "stored", "/b": "stored"])
    #expect(result.exit == 0)
    #expect(site.requests(for: "/").count == 3)
    #expect(
      result.written.hosts.map(\.requests) == [13],
      "those for robots.txt, the opt-outs and the icon are among them")
    #expect(result.written.hosts.map(\.retries) == [6])
    #expect(log.words.filter { $0 == "retrying / http-error 503" }.count == 2)
    #expect(log.words.filter { $0 == "retrying /a http-error 500" }.count == 3)
    #expect(log.words.contains("retrying /b truncated 200"))
  }

  // libcurl by itself asks once more where a connection that was used before breaks off without an
  // answer, so what the server counts may be more than the tries.
  @Test(arguments: [("drop", Behaviour.drop), ("reset", .reset)])
  func `a broken connection is tried again`(name: String, breakage: Behaviour) throws {
    let site = try LoopbackSite(routes: [
      "/": .failTimes(2, with: breakage, then: .page(images: ["/a"])),
      "/a": .failTimes(3, with: breakage, then: .picture("a")),
    ])
    let result = try crawl(site)
    #expect(result.imageFates == ["/a": "stored"])
    #expect(site.requests(for: "/").count == 3)
  }

  @Test func `the rest of an image that broke off is requested, or all of it if that fails`() throws
  {
    let bytes = Picture.png("a", padding: 300_000)
    let content = Content.bytes(bytes, type: "image/png")
    let headers = ["ETag": "\"1\"", "Accept-Ranges": "bytes"]
    let broken = Behaviour.withHeaders(headers, then: .partial(content, missing: 100_000))
    let received = bytes.count - 100_000
    let site = try LoopbackSite(routes: [
      "/": .page(images: ["/a", "/b"]),
      "/a": .failTimes(1, with: broken, then: .rest(of: content, after: received)),
      "/b": .decide { request in
        if request.header("Range") != nil { return .status(416) }
        return broken
      },
    ])
    let log = EventRecorder()
    let result = try crawl(site, observers: [log]) { $0.retries = 1 }
    #expect(result.image("/a")?.fate == "stored" && result.image("/a")?.bytes == bytes.count)
    #expect(result.image("/a")?.sha256 == SHA256Digest(of: bytes.span).hex)
    #expect(site.requests(for: "/a").map { $0.header("Range") } == [nil, "bytes=\(received)-"])
    #expect(result.image("/b")?.reason == "truncated")
    #expect(
      site.requests(for: "/b").map { $0.header("Range") } == [nil, "bytes=\(received)-", nil])
    #expect(log.words.contains("refetching /b"))
  }

  @Test(arguments: [429, 500, 503])
  func `a retry requests what was skipped because of an error for robots.txt`(status: Int) throws {
    let images = try LoopbackSite(routes: [
      "/robots.txt": .failTimes(
        2, with: .status(status),
        then: .serve(.text("User-agent: *\nDisallow: /b", type: "text/plain"))),
      "/a": .picture("a"), "/b": .picture("b"),
    ])
    let site = try LoopbackSite(routes: [
      "/": .page(images: [images.url("/a"), images.url("/b"), "/c"]), "/c": .picture("c"),
      "/robots.txt": .serve(.text("User-agent: *\nDisallow: /c", type: "text/plain")),
    ])
    let folder = try TemporaryFolder()
    let first = try crawl(site, into: folder) { $0.retries = 1 }
    #expect(first.image(images.url("/a"))?.reason == "robots")
    let second = try crawl(site, into: folder) {
      $0.retries = 1
      $0.retriesFailed = true
    }
    #expect(second.image(images.url("/a"))?.status == "stored")
    #expect(second.image(images.url("/b"))?.reason == "robots")
    #expect(second.image("/c")?.reason == "robots")
    #expect(site.requests(for: "/").count == 1)
  }

  @Test func `after its last try a passing fault is a failure`() throws {
    let site = try LoopbackSite(routes: [
      "/": .page(images: ["/a", "/b", "/c"]), "/a": .status(503),
      "/b": .status(429, retryAfter: "0"), "/c": .reset,
    ])
    let result = try crawl(site) { $0.retries = 2 }
    #expect(result.imageFates == ["/a": "http-error", "/b": "rate-limited", "/c": "reset"])
    #expect(result.image("/a")?.http_status == 503)
    #expect(result.image("/c")?.http_status == nil)
    for path in ["/a", "/b"] { #expect(site.requests(for: path).count == 3, "\(path)") }
    #expect(result.exit == 1)
  }

  @Test(arguments: [400, 401, 403, 404, 405, 410, 418, 451])
  func `what will not pass is asked for once`(status: Int) throws {
    let site = try LoopbackSite(routes: ["/": .page(images: ["/a"]), "/a": .status(status)])
    let result = try crawl(site)
    #expect(result.image("/a")?.reason == "http-error")
    #expect(result.image("/a")?.http_status == status)
    #expect(site.requests(for: "/a").count == 1)
  }

  @Test(arguments: ["3600", "Fri, 31 Dec 9999 23:59:59 GMT"])
  func `a server that asks for more patience than there is is not asked again`(
    after: String
  ) throws {
    let site = try LoopbackSite(routes: [
      "/": .page(images: ["/a", "/b"]), "/a": .status(429, retryAfter: after),
      "/b": .status(503, retryAfter: after),
    ])
    let result = try crawl(site) { $0.readsSitemaps = false }
    #expect(result.imageFates == ["/a": "rate-limited", "/b": "http-error"])
    #expect(site.requestsForContent.count == 3)
  }

  @Test func `a server that asks for a second gets a second`() throws {
    let site = try LoopbackSite(routes: [
      "/": .page(images: ["/a"]),
      "/a": .failTimes(1, with: .status(429, retryAfter: "1"), then: .picture("a")),
    ])
    let result = try crawl(site)
    #expect(result.imageFates == ["/a": "stored"])
    let arrivals = site.requests(for: "/a").map(\.arrival)
    #expect(arrivals.count == 2 && arrivals[1] - arrivals[0] >= 1_000_000_000)
  }

  @Test func `a garbled Retry-After is as if it were absent`() throws {
    let site = try LoopbackSite(routes: [
      "/": .page(images: ["/a"]),
      "/a": .failTimes(1, with: .status(503, retryAfter: "-soon"), then: .picture("a")),
    ])
    #expect(try crawl(site).imageFates == ["/a": "stored"])
  }
}
