import Addressing
import CrawlModel
import Testing
import Threads

@testable import Scheduling

/// Pages level by level, so that the first path to a page is a shortest one.
struct LevelTests {
  private let frontier: WindowedFrontier

  init() throws {
    let journal = try Journal()
    try journal.begin(.crawl, at: Timestamp(seconds: 1_000), levelByLevel: true)
    frontier = try WindowedFrontier(
      journal, Politeness(transfersPerOrigin: 1_000), levelByLevel: true,
      clock: { Timestamp(seconds: 1_000) })
  }

  private func put(_ address: String, depth: Int = 0, _ kind: Job.Kind = .page) throws {
    try frontier.put([Job(address: WebAddress(address), kind: kind, depth: depth)])
  }

  /// Returns `count` assignments, waiting for those that are read from the backlog.
  private func take(_ count: Int) throws -> [String: Assignment] {
    var taken: [String: Assignment] = [:]
    for _ in 0..<count {
      let next = try #require(try frontier.get(for: .anybody))
      taken[next.address.text] = next
    }
    return taken
  }

  private func finish(_ assignment: Assignment?) throws {
    try frontier.finish(try #require(assignment), Findings(outcome: .fetched))
  }

  private var hasNone: Bool {
    get throws {
      try frontier.flush()
      return try frontier.poll(1, for: .anybody).assignments.isEmpty
    }
  }

  @Test func `a page waits until all pages above it are done`() throws {
    try put("http://a.test/")
    try put("http://b.test/")
    let seeds = try take(2)
    try put("http://a.test/1", depth: 1)
    try finish(seeds["http://a.test/"])
    #expect(try hasNone)
    try put("http://c.test/1", depth: 1)
    try finish(seeds["http://b.test/"])
    #expect(try take(2).keys.sorted() == ["http://a.test/1", "http://c.test/1"])
  }

  @Test func `images and stylesheets do not wait`() throws {
    try put("http://a.test/")
    _ = try take(1)
    try put("http://a.test/1.png", depth: 5, .image)
    try put("http://a.test/1.css", depth: 5, .stylesheet)
    #expect(try take(2).keys.sorted() == ["http://a.test/1.css", "http://a.test/1.png"])
  }

  @Test func `a page of the same level or above starts at once`() throws {
    try put("http://a.test/")
    let seed = try take(1)
    try put("http://a.test/1", depth: 1)
    try finish(seed["http://a.test/"])
    #expect(try take(1).keys.sorted() == ["http://a.test/1"])
    try put("http://a.test/redirected", depth: 1)
    try put("http://a.test/late-seed", depth: 0)
    #expect(
      try take(2).keys.sorted() == ["http://a.test/late-seed", "http://a.test/redirected"])
  }

  @Test func `a retry keeps its level open`() throws {
    try put("http://a.test/")
    let seed = try #require(try take(1)["http://a.test/"])
    try put("http://a.test/1", depth: 1)
    try frontier.giveBack(seed, as: seed.request.repeated)
    let again = try take(1)
    #expect(again.keys.sorted() == ["http://a.test/"])
    #expect(try hasNone)
    try finish(again["http://a.test/"])
    #expect(try take(1).keys.sorted() == ["http://a.test/1"])
  }

  @Test func `levels without pages are skipped`() throws {
    try put("http://a.test/")
    let seed = try take(1)
    try put("http://a.test/7", depth: 7)
    try put("http://a.test/3", depth: 3)
    try finish(seed["http://a.test/"])
    let third = try take(1)
    #expect(third.keys.sorted() == ["http://a.test/3"])
    try finish(third["http://a.test/3"])
    #expect(try take(1).keys.sorted() == ["http://a.test/7"])
  }
}
