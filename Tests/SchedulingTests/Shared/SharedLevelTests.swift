import Addressing
import CrawlModel
import TestSupport
import Testing

@testable import Scheduling

/// Documents of a shared crawl that are handed out level by level.
@Suite(.enabled(if: LocalRedis.isAvailable))
struct SharedLevelTests {
  @Test func `with levels, a document waits until those of the level before are done`() throws {
    let redis = try LocalRedis()
    let queue = try SharedNode(joining: redis, "ann", goesByLevel: true).queue
    try queue.put([
      SharedNode.job("http://a.test/0", depth: 0), SharedNode.job("http://a.test/2", depth: 2),
      SharedNode.job("http://b.test/1", depth: 1),
      SharedNode.job("http://b.test/1.png", .image, depth: 1),
      SharedNode.job("http://c.test/2", depth: 2),
    ])
    var order: [[String]] = []
    while try !queue.isOver() {
      let leases = try queue.claim(9, jobs: 9)
      if leases.isEmpty {
        try queue.beginNextLevel()
      } else {
        order.append(leases.flatMap { $0.jobs.map(\.address) }.sorted())
      }
      for lease in leases {
        var reports = [SharedQueue.Report(lease.origin, token: lease.token)]
        reports[0].done = lease.jobs.map(\.fingerprint)
        reports[0].release = .zero
        queue.number(&reports)
        _ = try queue.send(reports)
      }
    }
    #expect(
      order == [
        ["http://a.test/0", "http://b.test/1.png"], ["http://b.test/1"],
        ["http://a.test/2", "http://c.test/2"],
      ])
  }

  @Test func `levels are known again after the server was started again`() throws {
    let redis = try LocalRedis(settings: ["--appendonly", "yes", "--appendfsync", "always"])
    let node = try SharedNode(joining: redis, "ann", goesByLevel: true)
    let queue = node.queue
    let jobs = try (0..<4).map { try SharedNode.job("http://a.test/\($0)", depth: $0) }
    try queue.put(jobs)
    redis.kill()
    try redis.restart()
    try node.reconnect(having: [])
    var done: [String] = []
    while try !queue.isOver() {
      let leases = try queue.claim(9, jobs: 9)
      if leases.isEmpty { try queue.beginNextLevel() }
      for lease in leases {
        done += lease.jobs.map(\.address)
        #expect(lease.jobs.count == 1)
        var reports = [SharedQueue.Report(lease.origin, token: lease.token)]
        reports[0].done = lease.jobs.map(\.fingerprint)
        reports[0].release = .zero
        queue.number(&reports)
        _ = try queue.send(reports)
      }
    }
    #expect(done == jobs.map(\.address))
  }
}
