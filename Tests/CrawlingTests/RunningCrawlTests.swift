import Addressing
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

  // MARK: Ending early

  /// A crawl that waits for an image that does not arrive.
  private func endless(_ folder: TemporaryFolder) throws -> (RunningCrawl, LoopbackSite) {
    let site = try LoopbackSite(routes: [
      "/": .page(images: ["/a.png", "/never.png"]), "/a.png": .picture("a"), "/never.png": .hang,
    ])
    let running = try RunningCrawl(
      configuration(site, in: folder) { $0.timeout = .seconds(3_600) })
    return (running, site)
  }

  /// Whether an event says that the image is being requested that does not arrive.
  private static func isStuck(_ event: CrawlEvent) -> Bool {
    if case .started(let job, _) = event { job.address.path == "/never.png" } else { false }
  }

  @Test func `cancelling the task that reads the events stops the crawl`() async throws {
    let folder = try TemporaryFolder()
    let (running, site) = try endless(folder)
    await Task {
      for await event in running.events where Self.isStuck(event) {
        withUnsafeCurrentTask { $0?.cancel() }
      }
    }.value
    let summary = try await running.summary()
    #expect(summary.ending == .interrupted)
    #expect(summary.images.pending >= 1)
    withExtendedLifetime((site, folder)) {}
  }

  @Test func `cancelling the task that waits for the summary stops the crawl`() async throws {
    let folder = try TemporaryFolder()
    let (running, site) = try endless(folder)
    let waiting = Task { try await running.summary() }
    for await event in running.events where Self.isStuck(event) { waiting.cancel() }
    #expect(try await waiting.value.ending == .interrupted)
    withExtendedLifetime((site, folder)) {}
  }

  @Test func `a summary is not waited for in a task that is cancelled already`() async throws {
    let folder = try TemporaryFolder()
    let (running, site) = try endless(folder)
    let late = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return try await running.summary()
    }
    #expect(try await late.value.ending == .interrupted)
    withExtendedLifetime((site, folder)) {}
  }

  @Test func `a crawl that nothing refers to any more stops, and its state is saved`() async throws
  {
    let folder = try TemporaryFolder()
    var site: LoopbackSite?
    do {
      let (running, loopback) = try endless(folder)
      site = loopback
      var events = running.events.makeAsyncIterator()
      while let event = await events.next(), !Self.isStuck(event) {}
    }
    let left = try CrawlFolder(folder.path + "/out")
    while try left.status().runs.last?.ended == nil { await Task.yield() }
    #expect(try left.status().runs.last?.ended == .interrupted)
    #expect(try left.status().images.pending >= 1)
    withExtendedLifetime((site, folder)) {}
  }

  @Test func `reading the events keeps a crawl, also without the value that began it`() async throws
  {
    let site = try LoopbackSite(routes: ["/": .page(images: ["/a.png"]), "/a.png": .picture("a")])
    let folder = try TemporaryFolder()
    var stored: [String] = []
    for await event in try RunningCrawl(configuration(site, in: folder)).events {
      if case .finished(let job, _, let findings) = event, case .stored = findings.outcome {
        stored.append(String(job.address.path))
      }
    }
    #expect(stored == ["/a.png"])
    withExtendedLifetime((site, folder)) {}
  }
}
