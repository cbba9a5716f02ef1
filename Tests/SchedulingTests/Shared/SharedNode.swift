import Addressing
import CrawlModel
import Glibc
import Redis
import TestSupport

@testable import Scheduling

/// A node of a shared crawl, and what a test says to it.
struct SharedNode {
  static let crawl = SharedQueue.Crawl(id: "1", key: .fixed)
  let settings: SharedQueue.Settings
  let queue: SharedQueues

  init(
    _ redis: LocalRedis, _ node: String, name: String = "birds",
    identity: [String: String] = ["seed": "http://a.test/"], lease: Duration = .seconds(60),
    delay: Duration = .zero, goesByLevel: Bool = false
  ) throws {
    var settings = try SharedQueue.Settings(
      server: .init(RedisAddress(redis.address())), name: name, node: node, identity: identity,
      lease: lease, delay: delay)
    settings.goesByLevel = goesByLevel
    self.settings = settings
    queue = SharedQueues(settings)
  }

  /// A node that has joined.
  init(
    joining redis: LocalRedis, _ node: String, lease: Duration = .seconds(60),
    delay: Duration = .zero, goesByLevel: Bool = false
  ) throws {
    try self.init(redis, node, lease: lease, delay: delay, goesByLevel: goesByLevel)
    _ = try queue.join(Self.crawl, isKnown: false)
  }

  /// Joins the crawl on a server that was started again; returns the leases that it keeps.
  @discardableResult
  func reconnect(having origins: Origin...) throws -> [SharedQueue.Lease] {
    try reconnect(having: origins)
  }

  @discardableResult
  func reconnect(having origins: [Origin]) throws -> [SharedQueue.Lease] {
    // That a connection was closed is noticed only by using it.
    _ = try? queue.look()
    while true {
      do throws(SharedFault) {
        try queue.reconnect(Self.crawl, having: origins)
        return []
      } catch {
        switch error {
        // It answers slowly at first.
        case .away: sched_yield()
        case .restarted(let kept, _): return kept
        case .ended: throw error
        }
      }
    }
  }

  static func job(
    _ address: String, _ kind: Job.Kind = .page, depth: Int = 0
  ) throws -> SharedJob {
    let job = Job(address: try WebAddress(address), kind: kind, depth: depth)
    return SharedJob(
      job, fingerprint: WindowedOrder.fingerprint(address, isImage: kind == .image, key: .fixed))
  }

  @discardableResult
  func put(_ addresses: String...) throws -> Int {
    try queue.put(addresses.map { try Self.job($0) })
  }

  func report(
    on lease: SharedQueue.Lease, wanted: Int = 0,
    _ change: (inout SharedQueue.Report) throws -> Void = { _ in }
  ) throws -> [SharedJob]? {
    var report = SharedQueue.Report(lease.origin, token: lease.token)
    report.wanted = wanted
    try change(&report)
    var reports = [report]
    queue.number(&reports)
    return try queue.send(reports)[0]
  }
}

extension SharedJob {
  var address: String { job.address.text }
}
