import Addressing
import CrawlModel
import Redis
import TestSupport
import Testing

@testable import Scheduling

/// The frontier that several nodes share, with a real server.
@Suite(.enabled(if: LocalRedis.isAvailable))
struct SharedQueueTests {
  @Test func `a job is handed out once, to one node at a time for an origin`() throws {
    let redis = try LocalRedis()
    let ann = try SharedNode(joining: redis, "ann")
    let ben = try SharedNode(joining: redis, "ben")
    #expect(try ann.put("http://a.test/1", "http://a.test/2", "http://b.test/") == 3)
    #expect(try ben.put("http://a.test/2", "http://c.test/") == 1)
    #expect(ben.queue.unfinished == 4)
    let anns = try ann.queue.claim(2, jobs: 1)
    #expect(anns.map(\.jobs.count) == [1, 1])
    let bens = try ben.queue.claim(5, jobs: 5)
    #expect(bens.count == 1)
    #expect(Set((anns + bens).map(\.origin)).count == 3)
    #expect(Set((anns + bens).map(\.token)).count == 3)
    #expect(try ann.queue.claim(5, jobs: 5).isEmpty)
  }

  @Test func `a report is one step, and answers the next jobs`() throws {
    let redis = try LocalRedis()
    let ann = try SharedNode(joining: redis, "ann")
    try ann.put("http://a.test/1", "http://a.test/2")
    let lease = try ann.queue.claim(1, jobs: 1)[0]
    #expect(lease.jobs.map(\.address) == ["http://a.test/1"])
    let next = try ann.report(on: lease, wanted: 5) { report in
      report.done = [lease.jobs[0].fingerprint]
      report.found = [
        try SharedNode.job("http://a.test/1"), try SharedNode.job("http://b.test/"),
        try SharedNode.job("http://a.test/i.png", .image),
      ]
    }
    #expect(next?.map(\.address) == ["http://a.test/i.png", "http://a.test/2"])
    #expect(ann.queue.unfinished == 3)
    let last = try ann.report(on: lease) {
      $0.done = next?.map(\.fingerprint) ?? []
      $0.release = .zero
    }
    #expect(last == [])
    #expect(ann.queue.unfinished == 1)
    #expect(try ann.queue.claim(5, jobs: 5).map(\.origin.host) == ["b.test"])
  }

  @Test func `images and pages take turns, and what was begun comes first`() throws {
    let redis = try LocalRedis()
    let ann = try SharedNode(joining: redis, "ann")
    let pages = try (1...8).map { try SharedNode.job("http://a.test/\($0)") }
    let images = try (1...8).map { try SharedNode.job("http://a.test/\($0)", .image) }
    #expect(try ann.queue.put(pages + images) == 16, "one address may be both")
    let lease = try ann.queue.claim(1, jobs: 8)[0]
    #expect(lease.jobs.map(\.job.kind.rawValue) == [2, 2, 2, 2, 2, 2, 0, 0])
    #expect(try ann.report(on: lease) { $0.release = .zero } == [])
    let again = try ann.queue.claim(1, jobs: 8)[0]
    #expect(Set(again.jobs) == Set(lease.jobs))
    #expect(again.token > lease.token)
  }

  @Test func `a redirect hands a job over to another origin with its request`() throws {
    let redis = try LocalRedis()
    let ann = try SharedNode(joining: redis, "ann")
    _ = try ann.queue.put([SharedNode.job("http://a.test/1", .image)])
    let lease = try ann.queue.claim(1, jobs: 1)[0]
    let job = lease.jobs[0]
    let request = job.request.redirected(to: try WebAddress("http://b.test/x"))
    let moved = SharedJob(job.job, request, fingerprint: job.fingerprint)
    #expect(try ann.report(on: lease) { $0.handedOver = [moved] } == [])
    #expect(ann.queue.unfinished == 1)
    let other = try ann.queue.claim(5, jobs: 5)
    #expect(other.map(\.origin.host) == ["b.test"])
    #expect(other[0].jobs == [moved])
  }

  @Test func `a report that is sent again after its answer was lost counts once`() throws {
    let redis = try LocalRedis()
    let ann = try SharedNode(joining: redis, "ann")
    try ann.put("http://a.test/1", "http://a.test/2", "http://b.test/1")
    let leases = try ann.queue.claim(2, jobs: 1)
    var reports = leases.map { lease in
      var report = SharedQueue.Report(lease.origin, token: lease.token)
      report.done = lease.jobs.map(\.fingerprint)
      report.wanted = 1
      if lease.origin.host == "b.test" { report.release = .zero }
      return report
    }
    ann.queue.number(&reports)
    let first = try ann.queue.send(reports)
    let again = try ann.queue.send(reports)
    #expect(first == again)
    #expect(ann.queue.unfinished == 1)
    let connection = try RedisConnection(.init(RedisAddress(redis.address())))
    let done = try connection.call(RedisCommand("HGET", "{magpie:birds}:m", "done"))
    #expect(done.number == 2)
  }

  @Test func `an origin that rests is claimed when its time comes`() throws {
    let redis = try LocalRedis()
    let ann = try SharedNode(joining: redis, "ann")
    try ann.put("http://a.test/1", "http://a.test/2")
    let lease = try ann.queue.claim(1, jobs: 1)[0]
    _ = try ann.report(on: lease) { $0.release = .seconds(3600) }
    #expect(try ann.queue.claim(5, jobs: 5).isEmpty)
    // New jobs there do not shorten the rest.
    try ann.put("http://a.test/3")
    #expect(try ann.queue.claim(5, jobs: 5).isEmpty)
  }

  @Test func `what others find at an origin comes to the node that has it`() throws {
    let redis = try LocalRedis()
    let ann = try SharedNode(joining: redis, "ann")
    let ben = try SharedNode(joining: redis, "ben")
    try ann.put("http://a.test/1")
    let lease = try ann.queue.claim(1, jobs: 5)[0]
    try ben.put("http://a.test/2", "http://b.test/1")
    #expect(try ben.queue.claim(5, jobs: 5).map(\.origin.host) == ["b.test"])
    let more = try ann.queue.claim(5, jobs: 5)
    #expect(more.map(\.token) == [lease.token])
    #expect(more[0].jobs.map(\.address) == ["http://a.test/2"])
    #expect(try ann.queue.claim(5, jobs: 5).isEmpty)
  }

  // MARK: Leases

  @Test func `a lease that ran out goes to another node, and its token is void`() throws {
    let redis = try LocalRedis()
    let ann = try SharedNode(joining: redis, "ann", lease: .zero)
    let ben = try SharedNode(joining: redis, "ben")
    try ann.put("http://a.test/1", "http://a.test/2")
    let anns = try ann.queue.claim(1, jobs: 1)[0]
    let bens = try ben.queue.claim(1, jobs: 5)[0]
    #expect(bens.origin == anns.origin && bens.token > anns.token)
    #expect(bens.jobs.count == 2)
    #expect(
      try ann.report(on: anns) {
        $0.done = anns.jobs.map(\.fingerprint)
        $0.found = [try SharedNode.job("http://c.test/")]
      } == nil)
    #expect(ann.queue.unfinished == 2, "nothing of the report had an effect")
    #expect(try ann.queue.renew([anns.origin: anns.token]) == [anns.origin])
    #expect(try ben.queue.renew([bens.origin: bens.token]) == [])
    #expect(try ben.report(on: bens) { $0.done = bens.jobs.map(\.fingerprint) } == [])
    #expect(ben.queue.unfinished == 0)
  }

  @Test func `a node that leaves gives its jobs back`() throws {
    let redis = try LocalRedis()
    let ann = try SharedNode(joining: redis, "ann")
    let ben = try SharedNode(joining: redis, "ben")
    try ann.put("http://a.test/1", "http://b.test/1")
    let leases = try ann.queue.claim(2, jobs: 1)
    try ann.queue.leave([
      (leases[0].origin, leases[0].token, .zero),
      (leases[1].origin, leases[1].token, .seconds(3600)),
    ])
    #expect(try ben.queue.claim(5, jobs: 5).map(\.origin) == [leases[0].origin])
  }

  @Test func `all nodes learn that the crawl is stopped, and no origin is leased then`() throws {
    let redis = try LocalRedis()
    let ann = try SharedNode(joining: redis, "ann")
    let ben = try SharedNode(joining: redis, "ben")
    try ann.put("http://a.test/1")
    #expect(ann.queue.stop == nil)
    try ben.queue.stop("limit")
    try ben.queue.stop("another")
    #expect(try ann.queue.claim(5, jobs: 5).isEmpty)
    #expect(ann.queue.stop == "limit")
  }

  @Test func `a limit holds for all nodes together`() throws {
    let redis = try LocalRedis()
    let nodes = try ["ann", "ben"].map { try SharedNode(joining: redis, $0) }
    let claimed = try (0..<10).map { try nodes[$0 % 2].queue.use("images", 2, limit: 7) }
    #expect(claimed == [true, true, true] + [Bool](repeating: false, count: 7))
    #expect(try nodes[1].queue.use("images", -2, limit: 7))
    #expect(try nodes[0].queue.use("images", 2, limit: 7))
  }

  // MARK: The server

  @Test func `a server that was started again voids all leases and has lost nothing`() throws {
    let redis = try LocalRedis(settings: ["--appendonly", "yes", "--appendfsync", "always"])
    let ann = try SharedNode(joining: redis, "ann")
    try ann.put("http://a.test/1", "http://a.test/2")
    let lease = try ann.queue.claim(1, jobs: 1)[0]
    let epoch = ann.queue.queues[0].epoch
    redis.kill()
    #expect(throws: SharedFault.self) { try ann.queue.claim(1, jobs: 1) }
    try redis.restart()
    let fault = try #require(throws: SharedFault.self) { try ann.queue.reconnect(SharedNode.crawl) }
    guard case .restarted = fault else {
      Issue.record("\(fault)")
      return
    }
    #expect(ann.queue.queues[0].epoch == epoch + 1)
    #expect(try ann.report(on: lease) { $0.done = [lease.jobs[0].fingerprint] } == nil)
    let again = try ann.queue.claim(1, jobs: 5)[0]
    #expect(again.jobs.count == 2 && again.token > lease.token + 900_000)
  }

  @Test func `half a step that a cut file has left is mended after the start`() throws {
    let redis = try LocalRedis(settings: ["--appendonly", "yes", "--appendfsync", "always"])
    let ann = try SharedNode(joining: redis, "ann")
    try ann.put("http://a.test/1", "http://a.test/2", "http://a.test/3", "http://b.test/1")
    let lease = try ann.queue.claim(1, jobs: 2)[0]
    let server = try RedisConnection(.init(RedisAddress(redis.address())))
    let prefix = "{magpie:birds}:"
    // A job that waits and is handed out, one that nobody has seen, an origin that nobody has, and
    // counts of something else.
    let job = lease.jobs[0]
    let unseen = try SharedNode.job("http://c.test/1")
    for (origin, job) in [("http://b.test", job), ("http://c.test", unseen)] {
      _ = try server.call(RedisCommand("RPUSH", "\(prefix)q:\(origin):r", job.text))
    }
    _ = try server.call(RedisCommand("ZREM", prefix + "ready", "http://b.test"))
    _ = try server.call(RedisCommand("HINCRBY", prefix + "m", "unfinished", "-3"))
    redis.kill()
    try redis.restart()
    try ann.reconnect()
    var addresses: [String] = []
    for lease in try ann.queue.claim(9, jobs: 9) {
      addresses += lease.jobs.map(\.address)
      #expect(try ann.report(on: lease) { $0.done = lease.jobs.map(\.fingerprint) } != nil)
    }
    #expect(
      addresses.sorted() == [
        "http://a.test/1", "http://a.test/2", "http://a.test/3", "http://b.test/1",
        "http://c.test/1",
      ])
    #expect(ann.queue.unfinished == 0)
  }

  @Test func `a connection that broke is made again, and nothing is void`() throws {
    let redis = try LocalRedis()
    let ann = try SharedNode(joining: redis, "ann")
    try ann.put("http://a.test/1")
    let lease = try ann.queue.claim(1, jobs: 1)[0]
    let connection = try RedisConnection(.init(RedisAddress(redis.address())))
    _ = try connection.call(RedisCommand("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes"))
    #expect(throws: SharedFault.self) { try ann.put("http://a.test/2") }
    try ann.queue.reconnect(SharedNode.crawl)
    #expect(try ann.report(on: lease) { $0.done = [lease.jobs[0].fingerprint] } == [])
    #expect(ann.queue.unfinished == 0)
  }

  @Test func `a server that lost the crawl is not taken for a new one`() throws {
    let redis = try LocalRedis()
    let ann = try SharedNode(joining: redis, "ann")
    try ann.put("http://a.test/1")
    redis.kill()
    try redis.restart()
    #expect(throws: SharedFault.self) { try ann.put("http://a.test/2") }
    let fault = try #require(throws: SharedFault.self) { try ann.queue.reconnect(SharedNode.crawl) }
    guard case .ended(let error) = fault else {
      Issue.record("\(fault)")
      return
    }
    #expect(error.code == .unreachable && error.message.contains("has lost the crawl"))
    // A node that starts with the folder of the crawl begins it again under the same number.
    let known = SharedQueue.Crawl(id: "77", key: .init(first: 1, second: 2))
    let ben = try SharedNode(redis, "ben")
    #expect(try ben.queue.join(known, isKnown: true) == known)
    try ben.queue.know(
      [5, 6, 5].map { fingerprint in
        KnownAddress(
          number: RecordNumber(rawValue: 1), fingerprint: fingerprint,
          origin: try WebAddress("http://a.test/").origin)
      })
    #expect(ben.queue.unfinished == 0)
    #expect(
      try ben.queue.put([SharedJob(SharedNode.job("http://a.test/").job, fingerprint: 6)]) == 0)
  }

  // MARK: Refusals

  private func refusal(
    _ node: SharedNode, _ crawl: SharedQueue.Crawl = SharedNode.crawl, isKnown: Bool = false
  ) throws -> FrontierError {
    let fault = try #require(throws: SharedFault.self) {
      try node.queue.join(crawl, isKnown: isKnown)
    }
    guard case .ended(let error) = fault else { throw fault }
    return error
  }

  @Test func `other settings are refused, each with both values`() throws {
    let redis = try LocalRedis()
    let ann = try SharedNode(redis, "ann", identity: ["seed": "http://a.test/\nhttp://b.test/"])
    #expect(try ann.queue.join(SharedNode.crawl, isKnown: false) == SharedNode.crawl)
    let ben = try SharedNode(redis, "ben", identity: ["seed": "http://c.test/", "depth": "2"])
    let error = try refusal(ben)
    #expect(error.code == .otherCrawl)
    #expect(
      error.message.contains(
        "depth is not given there and 2 here; "
          + "seed is http://a.test/, http://b.test/ there and http://c.test/ here"))
  }

  @Test func `of long lists of settings only what differs is named`() throws {
    let redis = try LocalRedis()
    let seeds = (10..<40).map { "http://\($0).test/" }
    let ann = try SharedNode(
      redis, "ann", identity: ["seed": seeds.dropFirst().joined(separator: "\n")])
    _ = try ann.queue.join(SharedNode.crawl, isKnown: false)
    let more = try refusal(
      SharedNode(redis, "ben", identity: ["seed": seeds.joined(separator: "\n")]))
    #expect(more.message.contains("seed has http://10.test/ only here. Give"), "\(more.message)")
    let other = try refusal(
      SharedNode(redis, "ben", identity: ["seed": seeds.prefix(2).joined(separator: "\n")]))
    #expect(
      other.message.contains(
        "seed has http://12.test/, http://13.test/, http://14.test/, http://15.test/, "
          + "http://16.test/ and 23 more only there and has http://10.test/ only here"),
      "\(other.message)")
  }

  @Test func `a node gets the number and the key of the crawl, and a folder of another is refused`()
    throws
  {
    let redis = try LocalRedis()
    _ = try SharedNode(redis, "ann").queue.join(SharedNode.crawl, isKnown: false)
    let other = SharedQueue.Crawl(id: "2", key: .init(first: .max, second: 0))
    #expect(try SharedNode(redis, "ben").queue.join(other, isKnown: false) == SharedNode.crawl)
    let error = try refusal(SharedNode(redis, "cem"), other, isKnown: true)
    #expect(error.code == .mismatch && error.message.contains("another crawl"))
    #expect(
      try SharedNode(redis, "dan", name: "other").queue.join(other, isKnown: true) == other)
  }

  @Test(arguments: [
    ["SET", "{magpie:birds}:m", "x"], ["HSET", "{magpie:birds}:m", "a", "b"],
    ["LPUSH", "{magpie:birds}:m", "x"],
  ])
  func `keys of another program are left alone`(words: [String]) throws {
    let redis = try LocalRedis()
    let connection = try RedisConnection(.init(RedisAddress(redis.address())))
    var command = RedisCommand()
    for word in words { command.append(word) }
    _ = try connection.call(command)
    let error = try refusal(SharedNode(redis, "ann"))
    #expect(error.code == .otherCrawl && error.message.contains("another program"))
  }

  @Test func `a newer form is refused`() throws {
    let redis = try LocalRedis()
    _ = try SharedNode(joining: redis, "ann")
    let connection = try RedisConnection(.init(RedisAddress(redis.address())))
    _ = try connection.call(RedisCommand("HSET", "{magpie:birds}:m", "version", "99"))
    let error = try refusal(SharedNode(redis, "ben"))
    #expect(error.code == .otherCrawl && error.message.contains("99"))
  }

  @Test func `a cluster without slots and a server without memory are refused with advice`() throws
  {
    let cluster = try LocalRedis(settings: ["--cluster-enabled", "yes"])
    let full = try LocalRedis(settings: ["--maxmemory", "1"])
    for (server, code, advice) in [
      (cluster, RedisError.Code.notReady, "CLUSTER INFO"), (full, .outOfMemory, "maxmemory"),
    ] {
      let fault = try #require(throws: SharedFault.self) { try SharedNode(joining: server, "ann") }
      guard case .away(let error) = fault else {
        Issue.record("\(fault)")
        return
      }
      #expect(error.code == code && error.message.contains(advice))
    }
  }

  @Test func `a job that another program wrote ends the crawl in order`() throws {
    let redis = try LocalRedis()
    let ann = try SharedNode(joining: redis, "ann")
    try ann.put("http://a.test/1")
    let connection = try RedisConnection(.init(RedisAddress(redis.address())))
    _ = try connection.call(
      RedisCommand("LPUSH", "{magpie:birds}:q:http://a.test:p", "5\tp\tnonsense"))
    let fault = try #require(throws: SharedFault.self) { try ann.queue.claim(1, jobs: 5) }
    guard case .ended(let error) = fault else {
      Issue.record("\(fault)")
      return
    }
    #expect(error.code == .damaged)
  }
}
