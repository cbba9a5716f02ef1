import CrawlModel
import Redis
import TestSupport
import Testing
import Threads

@testable import Scheduling

/// Servers of a shared frontier that cannot be used.
@Suite(.enabled(if: LocalRedis.isAvailable))
struct SharedOutageTests {
  private func sharing(_ redis: LocalRedis) throws -> Sharing {
    Sharing(
      .init(try RedisAddress(redis.address())), name: "birds", identity: ["seed": "http://a.test/"])
  }

  private func frontier(_ journal: Journal, _ sharing: Sharing) throws -> WindowedFrontier {
    try journal.begin(.crawl, at: Timestamp(seconds: 1_000), levelByLevel: false)
    return try WindowedFrontier(
      journal, sharing: sharing, Politeness(), clock: { Timestamp(seconds: 1_000) })
  }

  @Test func `the user is told of each kind of failure once, and of the end`() throws {
    let told = Monitor<[String]>([])
    var sharing = try Sharing(
      .init(RedisAddress("redis://127.0.0.1")), name: "birds", identity: [:])
    sharing.report = { words in told.withLock { $0.append(words) } }
    var outage = SharedOutage()
    // A connection that was not used for long may be closed, and is made again.
    try outage.note(RedisError(.closed, "closed."), sharing)
    outage.end(sharing)
    #expect(told.withLock { $0.isEmpty } && !outage.isOn)
    try outage.note(RedisError(.outOfMemory, "full."), sharing)
    try outage.note(RedisError(.outOfMemory, "full."), sharing)
    try outage.note(RedisError(.closed, "closed."), sharing)
    try outage.note(RedisError(.outOfMemory, "full."), sharing)
    #expect(outage.isOn)
    outage.end(sharing)
    outage.end(sharing)
    #expect(
      told.withLock { $0 } == [
        "full. The crawl waits for it, at most 600 s.",
        "closed. The crawl waits for it, at most 600 s.",
        "The shared frontier can be used again.",
      ])
  }

  @Test func `a server that refuses for too long ends the crawl, which can be resumed`() throws {
    let redis = try LocalRedis()
    let folder = try TemporaryFolder()
    let path = folder.path + "/" + Journal.fileName
    var journal = try Journal(path)
    var sharing = try sharing(redis)
    sharing.patience = .zero
    let first = try frontier(journal, sharing)
    var clerk = Clerk(first)
    try clerk.seed("http://a.test/")
    let page = try clerk.get()
    _ = try redis.command("CONFIG", "SET", "maxmemory", "1")
    let link = try Clerk.follow(.page, "http://a.test/1", from: page)
    let error = try #require(throws: FrontierError.self) {
      try first.finish(page, Findings(outcome: .fetched, discoveries: [link]))
      try first.join()
    }
    #expect(error.code == .unreachable && error.message.contains("maxmemory"))
    first.close()
    #expect(throws: FrontierError.self) { try first.finish() }
    try journal.close()

    _ = try redis.command("CONFIG", "SET", "maxmemory", "0")
    journal = try Journal(path)
    clerk = Clerk(try frontier(journal, sharing))
    while clerk.frontier.counts.pages.taken < 2 { try clerk.finish(clerk.get(), .fetched) }
    try clerk.frontier.join()
  }

  @Test func `a node that is stopped does not wait for a silent server`() throws {
    let redis = try LocalRedis()
    var sharing = try sharing(redis)
    sharing.server.answerTimeout = .seconds(3600)
    let frontier = try frontier(Journal(), sharing)
    let clerk = Clerk(frontier)
    try clerk.seed("http://a.test/")
    let page = try clerk.get()
    redis.pause(true)
    defer { redis.pause(false) }
    let link = try Clerk.follow(.page, "http://a.test/1", from: page)
    try frontier.finish(page, Findings(outcome: .fetched, discoveries: [link]))
    sharing.stopSign.show(until: .now)
    #expect(try !frontier.claim(1, of: .images, most: 5))
    frontier.close()
    try frontier.finish()
    clerk.audit()
    #expect(frontier.counts.pages.taken == 1)
  }
}
