import Addressing
import CrawlModel
import Redis
import TestSupport
import Testing

@testable import Scheduling

/// A server whose file ends in the middle of the record of a call.
///
/// Redis leaves the start of that record in the file. The server forgets it with the first start, and
/// applies it, before everything that came later, with the second.
@Suite(.enabled(if: LocalRedis.isAvailable))
struct SharedQueueCutTests {
  /// The call whose record is cut.
  enum Call: String, CaseIterable {
    case claim, report, release, leave, put
  }

  @Test(
    arguments: Call.allCases, [0.01, 0.3, 0.5, 0.7, 0.9])
  func `a cut record costs no job, with the first start and with the second`(
    call: Call, share: Double
  ) throws {
    let redis = try LocalRedis(settings: ["--appendonly", "yes", "--appendfsync", "always"])
    let ann = try SharedNode(joining: redis, "ann")
    var node = WorkingNode(node: ann)
    let pages = (1...9).map { "http://a.test/\($0)" }
    _ = try ann.queue.put(pages.map { try SharedNode.job($0) })
    let lease = try ann.queue.claim(1, jobs: 3)[0]
    _ = try ann.queue.put((1...9).map { try SharedNode.job("http://c.test/\($0)") })
    let whole = try redis.fileLength
    switch call {
    case .claim: _ = try ann.queue.claim(1, jobs: 5)
    case .report:
      _ = try ann.report(on: lease, wanted: 4) { report in
        report.done = lease.jobs.prefix(2).map(\.fingerprint)
        report.found = try lease.jobs.prefix(2).flatMap(WorkingNode.found)
        let request = lease.jobs[2].request.redirected(to: try WebAddress("http://d.test/"))
        report.handedOver = [
          SharedJob(lease.jobs[2].job, request, fingerprint: lease.jobs[2].fingerprint)
        ]
      }
    case .release: _ = try ann.report(on: lease) { $0.release = .zero }
    case .leave: try ann.queue.leave([(lease.origin, lease.token, .zero)])
    case .put: _ = try ann.queue.put((1...5).map { try SharedNode.job("http://e.test/\($0)") })
    }
    let record = try redis.fileLength - whole
    redis.kill()
    _ = try redis.cut(max(1, Int(Double(record) * share)))
    try node.restart(redis)
    try node.work(4)
    redis.kill()
    try node.restart(redis)
    for _ in 0..<40 where ann.queue.unfinished > 0 { try node.work(100) }
    #expect(ann.queue.unfinished == 0)
    let others = (1...9).map { "http://c.test/\($0)" }
    let missing = Set(pages + pages.flatMap(WorkingNode.found) + others).subtracting(node.done)
    #expect(missing.isEmpty, "\(missing.sorted())")
  }
}

/// A node whose pages at `a.test` show an image and link to a page elsewhere.
private struct WorkingNode {
  let node: SharedNode
  /// The addresses whose reports were accepted.
  var done: Set<String> = []

  static func found(_ page: String) -> [String] { [page + ".png", page + "/b"] }

  static func found(_ job: SharedJob) throws -> [SharedJob] {
    guard job.job.kind == .page, job.job.address.path.count == 2, job.job.address.host == "a.test"
    else { return [] }
    let found = found(job.address)
    return [try SharedNode.job(found[0], .image), try SharedNode.job(found[1])]
  }

  func restart(_ redis: LocalRedis) throws {
    try redis.restart()
    try node.reconnect()
  }

  /// Does up to a number of jobs at each origin that can be had.
  mutating func work(_ jobs: Int) throws {
    for lease in try node.queue.claim(9, jobs: jobs) {
      let answer = try node.report(on: lease) { report in
        report.done = lease.jobs.map(\.fingerprint)
        report.found = try lease.jobs.flatMap(Self.found)
        report.release = .zero
      }
      if answer != nil { done.formUnion(lease.jobs.map(\.address)) }
    }
  }
}
