import CrawlModel
import Crawling
import Threads
import TestSupport
import Testing

/// Stops a crawl at the first event that it is told to wait for.
private final class Stopper: CrawlObserver {
  private let crawl = Monitor<Crawl?>(nil)
  private let moment: @Sendable (CrawlEvent) -> Bool
  private let grace: Duration

  init(grace: Duration = .seconds(30), at moment: @escaping @Sendable (CrawlEvent) -> Bool) {
    self.moment = moment
    self.grace = grace
  }

  func run(_ configuration: CrawlConfiguration) throws -> CrawlSummary {
    let crawl = try Crawl(configuration, observers: [self])
    self.crawl.withLock { $0 = crawl }
    defer { self.crawl.withLock { $0 = nil } }
    return try crawl.run()
  }

  func crawl(did event: CrawlEvent) {
    guard moment(event) else { return }
    crawl.withLock { $0 }?.stop(grace: grace)
  }
}

/// Counts how often a crawl says that it is stopping.
private final class StopCounter: CrawlObserver {
  private let counted = Monitor(0)
  var count: Int { counted.withLock { $0 } }

  func crawl(did event: CrawlEvent) {
    if case .stopping = event { counted.withLock { $0 += 1 } }
  }
}

struct StoppingTests {
  private func stopped(
    _ site: LoopbackSite, _ stopper: Stopper, threads: Int = 4
  ) throws -> CrawlResult {
    let folder = try TemporaryFolder()
    let summary = try stopper.run(
      configuration(site, in: folder) { $0.threads = threads })
    let result = try CrawlResult(summary, in: folder, origin: site.url(""))
    try result.checkCounts()
    return result
  }

  @Test(arguments: [1, 2, 8, 32])
  func `a crawl that is stopped in its midst leaves whole files and balanced books`(
    threads: Int
  ) throws {
    let site = try LoopbackSite(routes: LimitTests.large)
    let stopper = Stopper { event in
      if case .finished(_, _, let findings) = event, case .stored = findings.outcome {
        true
      } else {
        false
      }
    }
    let result = try stopped(site, stopper, threads: threads)
    #expect(result.summary.ending == .interrupted)
    #expect(result.summary.images.taken >= 1)
    #expect(result.summary.images.pending > 0)
    #expect(result.summary.failures.isEmpty)
  }

  @Test func `what is under way may finish in the time of grace`() throws {
    let site = try LoopbackSite(routes: [
      "/": .page(images: ["/slow.png"]),
      "/slow.png": .slowBody(
        .bytes(Picture.png("slow"), type: "image/png"), bytes: 40, pause: .milliseconds(5)),
    ])
    let stopper = Stopper { event in
      if case .started(let job, _) = event, job.kind == .image { true } else { false }
    }
    let result = try stopped(site, stopper)
    #expect(result.summary.ending == .interrupted)
    #expect(result.imageFates == ["/slow.png": "stored"])
  }

  @Test func `what hangs is dropped when the time of grace is over`() throws {
    let site = try LoopbackSite(routes: [
      "/": .page(images: ["/a.png", "/b.png"]),
      "/a.png": .hangAfterHeaders(.bytes(Picture.png("a", padding: 900_000), type: "image/png")),
      "/b.png": .hang,
    ])
    let stopper = Stopper(grace: .milliseconds(50)) { event in
      if case .started(let job, _) = event, job.kind == .image { true } else { false }
    }
    let result = try stopped(site, stopper)
    #expect(result.summary.ending == .interrupted)
    #expect(result.summary.images.pending == 2)
    #expect(result.images.isEmpty)
  }

  @Test func `a crawl that is stopped before it starts fetches nothing`() throws {
    let site = try LoopbackSite(routes: ["/": .page()])
    let folder = try TemporaryFolder()
    let crawl = try Crawl(configuration(site, in: folder))
    crawl.stop()
    let summary = try crawl.run()
    #expect(summary.ending == .interrupted)
    #expect(summary.pages.pending == 1)
    #expect(site.requests.isEmpty)
    try CrawlResult(summary, in: folder, origin: site.url("")).checkCounts()
  }

  @Test func `a crawl that has ended cannot be stopped, and no event says so`() throws {
    let site = try LoopbackSite(routes: ["/": .page(images: ["/a.png"]), "/a.png": .picture("a")])
    let folder = try TemporaryFolder()
    let counter = StopCounter()
    let crawl = try Crawl(configuration(site, in: folder), observers: [counter])
    #expect(try crawl.run().ending == .complete)
    crawl.stop()
    crawl.stop(grace: .zero)
    #expect(counter.count == 0)
  }
}
