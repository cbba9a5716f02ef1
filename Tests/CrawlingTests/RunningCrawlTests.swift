import CrawlModel
import Crawling
import TestSupport
import Testing

/// The face of a crawl for Swift's concurrency.
struct RunningCrawlTests {
  @Test func `the events end with the crawl, and the summary agrees with them`() async throws {
    let site = try LoopbackSite(routes: [
      "/": .page(images: ["/a.png", "/b.png"]), "/a.png": .picture("a"), "/b.png": .picture("b"),
    ])
    let folder = try TemporaryFolder()
    let running = try RunningCrawl(configuration(site, in: folder))
    var stored = 0
    for await event in running.events {
      if case .finished(_, _, let findings) = event, case .stored = findings.outcome { stored += 1 }
    }
    let summary = try await running.summary()
    #expect(stored == 2)
    #expect(summary.images.taken == 2)
    #expect(summary.ending == .complete)
  }

  @Test func `several tasks may wait for the end`() async throws {
    let site = try LoopbackSite(routes: ["/": .page()])
    let folder = try TemporaryFolder()
    let running = try RunningCrawl(configuration(site, in: folder))
    async let first = running.summary()
    async let second = running.summary()
    let pages = try await [first.pages.taken, second.pages.taken]
    #expect(pages == [1, 1])
  }

  @Test func `a crawl that cannot start says so at once`() throws {
    #expect(throws: CrawlError.self) {
      try RunningCrawl(CrawlConfiguration(seeds: [], output: "/tmp/nowhere"))
    }
  }
}
