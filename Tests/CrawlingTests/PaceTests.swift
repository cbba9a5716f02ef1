import CrawlModel
import Crawling
import TestSupport
import Testing
import Threads

/// The pace of a crawl by the arrival times that the servers took down.
///
/// A request cannot arrive before it was started, so the n-th of a host arrives no earlier than n - 1
/// delays after the crawl began, however busy the machine is.
struct PaceTests {
  private static let delay: Duration = .milliseconds(120)

  private func expectSpaced(
    _ site: LoopbackSite, by delay: Duration, since start: MonotonicTime
  ) {
    for (number, request) in site.requests.enumerated() {
      #expect(
        MonotonicTime(nanoseconds: Int64(request.arrival)) - start >= delay * number,
        "request \(number)")
    }
  }

  @Test(arguments: [1, 4]) func `many threads keep the delay of every host`(threads: Int) throws {
    let others = try (0..<3).map { _ in
      try LoopbackSite(routes: [
        "/1": .page(links: ["/2"]), "/2": .page(images: ["/i.png"]), "/i.png": .picture("i"),
      ])
    }
    let site = try LoopbackSite(routes: [
      "/": .page(images: ["/a.png"], links: others.map { $0.url("/1") }), "/a.png": .picture("a"),
    ])
    let start = MonotonicTime.now
    let result = try crawl(site) {
      $0.threads = threads
      $0.delay = Self.delay
      $0.pageReach = .any
      $0.allowsPrivateAddresses = true
    }
    #expect(result.summary.images.taken == 2, "the same bytes at three places are one image")
    #expect(result.summary.images.duplicate == 2)
    for site in [site] + others { expectSpaced(site, by: Self.delay, since: start) }
    #expect(result.summary.hosts.allSatisfy { ($0.fastestInterval ?? Self.delay) >= Self.delay })
  }

  @Test func `a crawl delay of robots_txt counts if it is larger`() throws {
    let site = try LoopbackSite(routes: [
      "/robots.txt": .serve(.text("User-agent: *\nCrawl-delay: 0.2\n", type: "text/plain")),
      "/": .page(links: ["/1", "/2"]), "/1": .page(), "/2": .page(),
    ])
    let start = MonotonicTime.now
    let result = try crawl(site) { $0.delay = .milliseconds(10) }
    expectSpaced(site, by: .milliseconds(200), since: start)
    #expect(result.summary.hosts.map(\.delay) == [.milliseconds(200)])
  }

  @Test func `a storm of refusals is answered with one request a rest`() throws {
    let storm = Monitor(3)
    let stormy = Behaviour.decide { _ in
      storm.withLock { left in
        left -= 1
        return left >= 0 ? .status(429, retryAfter: "1") : .page()
      }
    }
    let site = try LoopbackSite(routes: [
      "/": .page(links: ["/1", "/2", "/3", "/4"]),
      "/1": stormy, "/2": stormy, "/3": stormy, "/4": stormy,
    ])
    let start = MonotonicTime.now
    let result = try crawl(site) {
      $0.readsSitemaps = false
      $0.transfersPerHost = 1
      $0.retries = 10
    }
    #expect(result.pageFates.values.allSatisfy { $0 == "fetched" })
    let refused = site.requestsForContent.dropFirst()
    // Each of the three refusals is followed by a rest of a second, and the rests grow.
    for (number, request) in refused.prefix(4).enumerated() {
      #expect(
        MonotonicTime(nanoseconds: Int64(request.arrival)) - start >= .seconds(number),
        "request \(number)"
      )
    }
    #expect(refused.count == 7)
    #expect(result.summary.hosts.map(\.rests) == [3])
  }
}
