import Addressing
import CrawlModel
import Redis
import TestSupport
import Testing
import Threads

@testable import Scheduling

/// A crawl that is divided among the servers of a Redis Cluster.
@Suite(.enabled(if: LocalRedis.isAvailable))
struct SharedClusterTests {
  private static let durable = ["--appendonly", "yes", "--appendfsync", "always"]

  private func host(_ number: Int) -> String { "http://h\(number).test/" }

  /// Two hosts that belong to different shards.
  private func twoHosts() throws -> (String, String) {
    let first = try WebAddress(host(0)).origin
    let other = try (1...).first { number in
      SharedQueues.shard(of: try WebAddress(host(number)).origin, among: SharedQueues.shards)
        != SharedQueues.shard(of: first, among: SharedQueues.shards)
    }
    return (host(0), host(other ?? 0))
  }

  private func claim(_ node: SharedNode, _ address: String) throws -> SharedQueue.Lease {
    try #require(
      try node.queue.claim(50, jobs: 50).first { "\($0.origin)/" == address }, "\(address)")
  }

  @Test func `all servers have a part, and every job is handed out once`() throws {
    let cluster = try LocalCluster()
    let ann = try SharedNode(joining: cluster.servers[0], "ann")
    let ben = try SharedNode(joining: cluster.servers[1], "ben")
    let addresses = (0..<60).map { host($0) }
    #expect(try ann.queue.put(addresses.map { try SharedNode.job($0) }) == 60)
    #expect(try ben.queue.put(addresses.map { try SharedNode.job($0) }) == 0)
    for server in cluster.servers {
      #expect(try Int(server.command("DBSIZE").dropLast()) ?? 0 > 0, "\(server.port)")
    }
    var done: [String] = []
    while !(try ann.queue.isOver()) {
      for node in [ann, ben] {
        for lease in try node.queue.claim(7, jobs: 5) {
          done += lease.jobs.map(\.address)
          _ = try node.report(on: lease) { report in
            report.done = lease.jobs.map(\.fingerprint)
            report.release = .zero
          }
        }
      }
    }
    #expect(done.sorted() == addresses.sorted())
    let status = try ann.queue.look()
    #expect(status.addresses == 60 && status.done == 60 && status.unfinished == 0)
    #expect(status.nodes.map(\.done).reduce(0, +) == 60)
    try ben.queue.leave([])
    #expect(ben.queue.addresses == 60)
  }

  @Test func `machines of the same name are counted each for itself`() throws {
    let cluster = try LocalCluster()
    let ann = try SharedNode(joining: cluster.servers[0], "ann")
    _ = try SharedNode(joining: cluster.servers[1], "ben")
    _ = try ann.queue.put((0..<60).map { try SharedNode.job(host($0)) })
    while !(try ann.queue.isOver()) {
      for lease in try ann.queue.claim(60, jobs: 5) {
        _ = try ann.report(on: lease) { $0.done = lease.jobs.map(\.fingerprint) }
      }
    }
    let nodes = try ann.queue.look().nodes
    #expect(Set(nodes.map(\.name)).count == 1, "it is that of the machine")
    #expect(nodes.sorted { $0.id < $1.id }.map(\.done) == [60, 0])
  }

  /// Sends a report, and again as if the answer had been lost; returns the answers.
  private func sendTwice(
    _ node: SharedNode, on lease: SharedQueue.Lease, _ change: (inout SharedQueue.Report) -> Void
  ) throws -> [[String]?] {
    var reports = [SharedQueue.Report(lease.origin, token: lease.token)]
    change(&reports[0])
    node.queue.number(&reports)
    let answers = try node.queue.send(reports) + node.queue.send(reports)
    return answers.map { $0?.map(\.address) }
  }

  @Test func `what is found for another shard is put once, and is there when its page is done`()
    throws
  {
    let cluster = try LocalCluster()
    let ann = try SharedNode(joining: cluster.servers[0], "ann")
    let (first, second) = try twoHosts()
    try ann.put(first)
    let lease = try claim(ann, first)
    let found = try [SharedNode.job(first + "2"), SharedNode.job(second)]
    let answers = try sendTwice(ann, on: lease) { report in
      report.done = lease.jobs.map(\.fingerprint)
      report.found = found
      report.wanted = 5
    }
    #expect(answers == [[first + "2"], [first + "2"]])
    #expect(try claim(ann, second).jobs.map(\.address) == [second])
    #expect(try ann.queue.look().unfinished == 2)
  }

  @Test func `a request that leads to another shard and back is made once in each`() throws {
    let cluster = try LocalCluster()
    let ann = try SharedNode(joining: cluster.servers[2], "ann")
    let (first, second) = try twoHosts()
    func moved(_ job: SharedJob, to target: String) throws -> SharedJob {
      var request = job.request
      request.target = try WebAddress(target)
      request.hops += 1
      return SharedJob(job.job, request, fingerprint: job.fingerprint)
    }
    try ann.put(first)
    let here = try claim(ann, first)
    let away = try moved(here.jobs[0], to: second)
    #expect(try sendTwice(ann, on: here) { $0.handedOver = [away] } == [[], []])
    #expect(try !ann.queue.isOver())
    let there = try claim(ann, second)
    #expect(there.jobs == [away])
    let back = try moved(away, to: first)
    #expect(try sendTwice(ann, on: there) { $0.handedOver = [back] } == [[], []])
    #expect(try !ann.queue.isOver())
    #expect(try ann.report(on: here, wanted: 5) == [back])
    _ = try ann.report(on: here) { $0.done = [back.fingerprint] }
    #expect(try ann.queue.isOver())
    try ann.queue.leave([])
    #expect(ann.queue.addresses == 1)
  }

  /// Connects until every shard answers; returns how many leases were given anew.
  private func settle(_ node: SharedNode, _ tokens: [Origin: Int]) throws -> Int {
    var kept = 0
    while true {
      do throws(SharedFault) {
        _ = try node.queue.renew(tokens)
        return kept
      } catch {
        guard case .away = error else { throw error }
        // Each shard says once that its server has a new life.
        kept += try node.reconnect(having: Array(tokens.keys)).count
      }
    }
  }

  @Test func `a server that was started again voids the leases of its shards only`() throws {
    let cluster = try LocalCluster(settings: Self.durable)
    let ann = try SharedNode(joining: cluster.servers[0], "ann")
    try ann.queue.put((0..<60).map { try SharedNode.job(host($0)) })
    var leases: [Origin: SharedQueue.Lease] = [:]
    for _ in 0..<4 {
      for lease in try ann.queue.claim(60, jobs: 5) { leases[lease.origin] = lease }
    }
    #expect(leases.count == 60)
    cluster.servers[1].kill()
    #expect(throws: SharedFault.self) {
      _ = try ann.queue.renew(leases.mapValues(\.token))
    }
    try cluster.servers[1].restart()
    let kept = try settle(ann, leases.mapValues(\.token))
    #expect(kept > 0 && kept < 60)
    #expect(try ann.queue.renew(leases.mapValues(\.token)).count == kept, "the old tokens are void")
  }

  @Test func `leases that some shards have given are kept where another one fails`() throws {
    let cluster = try LocalCluster(settings: Self.durable)
    let ann = try SharedNode(joining: cluster.servers[0], "ann")
    try ann.queue.put((0..<60).map { try SharedNode.job(host($0)) })
    cluster.servers[1].kill()
    var claimed: Set<Origin> = []
    for _ in 0..<SharedQueues.shards {
      claimed.formUnion(((try? ann.queue.claim(60, jobs: 5)) ?? []).map(\.origin))
    }
    // Each origin that is away from its list was given to the node.
    var waiting = 0
    for server in [cluster.servers[0], cluster.servers[2]] {
      for shard in 0..<SharedQueues.shards {
        let key = "{magpie:birds:\(shard)}:ready"
        waiting += Int((try? server.command("ZCARD", key).dropLast()) ?? "") ?? 0
      }
    }
    let here = (0..<60).count { number in
      guard let origin = try? WebAddress(host(number)).origin else { return false }
      let queue = ann.queue.queues[ann.queue.shard(of: origin)]
      return queue.settings.server.address.port != Int(cluster.servers[1].port)
    }
    #expect(!claimed.isEmpty && claimed.count + waiting == here)
  }

  @Test func `another server of the cluster is asked where the named one is gone`() throws {
    let cluster = try LocalCluster(settings: Self.durable)
    let ann = try SharedNode(joining: cluster.servers[0], "ann")
    cluster.servers[0].kill()
    let fault = try #require(throws: SharedFault.self) {
      while true { _ = try ann.queue.renew([:]) }
    }
    guard case .away = fault else {
      Issue.record("\(fault)")
      return
    }
    // Its part of the keys is missing, and nothing else is wrong.
    let again = try #require(throws: SharedFault.self) { try ann.queue.reconnect(SharedNode.crawl) }
    guard case .away = again else {
      Issue.record("\(again)")
      return
    }
    try cluster.servers[0].restart()
    #expect(try settle(ann, [:]) == 0)
    #expect(try ann.queue.claim(5, jobs: 5).isEmpty)
  }

  @Test func `a database other than 0 is refused with advice`() throws {
    let cluster = try LocalCluster()
    let settings = try SharedQueue.Settings(
      server: .init(RedisAddress(cluster.servers[0].address("/1"))), name: "birds", node: "ann",
      identity: [:])
    let fault = try #require(throws: SharedFault.self) { try SharedQueues(settings).connect() }
    #expect(FrontierError(fault).message.contains("only the database 0"))
  }
}
