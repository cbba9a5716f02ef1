import CrawlModel
import TestSupport
import Testing

@testable import Scheduling

/// Counts of a shared frontier that do not agree with its jobs, since another program has changed it.
@Suite(.enabled(if: LocalRedis.isAvailable))
struct SharedBalanceTests {
  private static let prefix = "{magpie:birds}:"

  /// Does everything that there is.
  private func work(_ node: SharedNode) throws {
    while true {
      let leases = try node.queue.claim(5, jobs: 5)
      guard !leases.isEmpty else { return }
      for lease in leases {
        _ = try node.report(on: lease) {
          $0.done = lease.jobs.map(\.fingerprint)
          $0.release = .zero
        }
      }
    }
  }

  /// The error with which a crawl ends when nothing is left to do.
  private func failure(_ node: SharedNode) throws -> FrontierError {
    let fault = try #require(throws: SharedFault.self) { try work(node) }
    guard case .ended(let error) = fault else { throw fault }
    return error
  }

  @Test func `a job that was never counted ends the crawl with an error instead of never`() throws {
    let redis = try LocalRedis()
    let ann = try SharedNode(joining: redis, "ann")
    try ann.put("http://a.test/1", "http://b.test/1")
    let job = try SharedNode.job("http://c.test/1.png", .image)
    _ = try redis.command("LPUSH", Self.prefix + "q:http://a.test:i", job.text)
    let error = try failure(ann)
    #expect(error.code == .damaged)
    #expect(error.message.contains("more jobs were done than put (1)"), "\(error.message)")
    #expect(error.message.contains("{magpie:birds}"), "\(error.message)")
  }

  @Test(arguments: ["q:http://a.test:p", "ready"])
  func `a job that is nowhere ends the crawl with an error instead of never`(key: String) throws {
    let redis = try LocalRedis()
    let ann = try SharedNode(joining: redis, "ann")
    try ann.put("http://a.test/1", "http://a.test/2")
    _ = try redis.command("DEL", Self.prefix + key)
    let error = try failure(ann)
    #expect(error.code == .damaged)
    #expect(
      error.message.contains("jobs are counted that nobody can be given (2)"), "\(error.message)")
  }

  @Test func `a job that was handed out and forgotten ends the crawl with an error`() throws {
    let redis = try LocalRedis()
    let ann = try SharedNode(joining: redis, "ann")
    try ann.put("http://a.test/1")
    let lease = try ann.queue.claim(1, jobs: 1)[0]
    _ = try redis.command("DEL", Self.prefix + "own", Self.prefix + "lease")
    #expect(try ann.report(on: lease) { $0.done = lease.jobs.map(\.fingerprint) } == nil)
    #expect(try failure(ann).code == .damaged)
  }

  @Test func `an origin that rests, or that another node has, is no reason for an error`() throws {
    let redis = try LocalRedis()
    let ann = try SharedNode(joining: redis, "ann")
    let ben = try SharedNode(joining: redis, "ben")
    try ann.put("http://a.test/1", "http://b.test/1")
    let lease = try ann.queue.claim(1, jobs: 1)[0]
    #expect(try ben.queue.claim(5, jobs: 5).count == 1)
    #expect(try ann.queue.claim(5, jobs: 5).isEmpty)
    _ = try ann.report(on: lease) { $0.release = .seconds(3600) }
    #expect(try ann.queue.claim(5, jobs: 5).isEmpty)
    #expect(try ben.queue.claim(5, jobs: 5).isEmpty)
  }

  @Test func `documents of deeper levels are no reason for an error`() throws {
    let redis = try LocalRedis()
    let ann = try SharedNode(joining: redis, "ann", goesByLevel: true)
    _ = try ann.queue.put([SharedNode.job("http://a.test/1", depth: 1)])
    #expect(try ann.queue.claim(5, jobs: 5).isEmpty)
    try ann.queue.beginNextLevel()
    #expect(try ann.queue.claim(5, jobs: 5).count == 1)
  }
}
