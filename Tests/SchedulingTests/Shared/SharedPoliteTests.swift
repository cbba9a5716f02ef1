import Addressing
import CrawlModel
import Redis
import Robots
import TestSupport
import Testing
import Threads

@testable import Scheduling

/// What keeps nodes polite when an origin goes from one of them to another.
@Suite(.enabled(if: LocalRedis.isAvailable))
struct SharedPoliteTests {
  private static func restart(_ redis: LocalRedis) throws {
    redis.kill()
    try redis.restart()
  }

  private static let durable = ["--appendonly", "yes", "--appendfsync", "always"]

  @Test func `nodes have what they had after the server was started again`() throws {
    let redis = try LocalRedis(settings: Self.durable)
    let ann = try SharedNode(joining: redis, "ann")
    let ben = try SharedNode(joining: redis, "ben")
    try ann.put("http://a.test/1")
    let anns = try ann.queue.claim(1, jobs: 5)[0]
    try ann.put("http://b.test/1")
    let bens = try ben.queue.claim(1, jobs: 5)[0]
    try ann.put("http://c.test/1")
    try Self.restart(redis)
    // Ann may still be at any origin, for all that the server knows.
    let kept = try ben.reconnect(having: bens.origin)
    #expect(kept.map(\.origin) == [bens.origin])
    #expect(kept[0].token > bens.token)
    #expect(try ben.queue.claim(5, jobs: 5).isEmpty)
    #expect(try ben.report(on: bens) == nil, "the old token is void")
    #expect(try ben.report(on: kept[0], wanted: 5)?.map(\.address) == ["http://b.test/1"])
    #expect(try ann.reconnect(having: anns.origin).map(\.origin) == [anns.origin])
    #expect(try ben.queue.claim(5, jobs: 5).map(\.origin.host) == ["c.test"])
  }

  @Test func `a node keeps what it had also if the answer that says so was lost`() throws {
    let redis = try LocalRedis(settings: Self.durable)
    let ann = try SharedNode(joining: redis, "ann")
    try ann.put("http://a.test/1")
    let lease = try ann.queue.claim(1, jobs: 5)[0]
    try Self.restart(redis)
    // Another process of the same node, as the server sees it.
    let life = SharedQueue(try SharedNode(redis, "ann").settings)
    #expect(throws: SharedFault.self) {
      try life.reconnect(SharedNode.crawl, having: [lease.origin])
    }
    let kept = try ann.reconnect(having: lease.origin)
    #expect(kept.map(\.origin) == [lease.origin])
    #expect(try ann.report(on: kept[0], wanted: 5)?.map(\.address) == ["http://a.test/1"])
  }

  @Test func `a node that does not come back is waited for as long as a lease lasts`() throws {
    let redis = try LocalRedis(settings: Self.durable)
    _ = try SharedNode(joining: redis, "ann")
    let ben = try SharedNode(joining: redis, "ben", lease: .milliseconds(300))
    try ben.put("http://a.test/1")
    try Self.restart(redis)
    let start = MonotonicTime.now
    _ = try ben.reconnect()
    while try ben.queue.claim(5, jobs: 5).isEmpty {}
    #expect(MonotonicTime.now - start >= .milliseconds(300))
  }

  @Test func `the whole delay passes after a lease that ran out`() throws {
    let redis = try LocalRedis()
    let ann = try SharedNode(joining: redis, "ann", lease: .zero, delay: .seconds(3600))
    let ben = try SharedNode(joining: redis, "ben", delay: .seconds(3600))
    try ann.put("http://a.test/1", "http://b.test/1")
    let leases = try ann.queue.claim(2, jobs: 5)
    // The robots.txt of one of them asks for a longer one.
    _ = try ann.report(on: leases[0]) { $0.standing = OriginStanding("7200000 - 0 0 0") }
    #expect(try ben.queue.claim(5, jobs: 5).isEmpty)
    #expect(try Self.pause(leases[0].origin, redis) > .seconds(7190))
    #expect(try Self.pause(leases[1].origin, redis) > .seconds(3590))
    #expect(try Self.pause(leases[1].origin, redis) <= .seconds(3601))
  }

  @Test func `a rest holds for the next owner, and the back-off goes on`() throws {
    let redis = try LocalRedis()
    let ann = try SharedNode(joining: redis, "ann", lease: .zero)
    let ben = try SharedNode(joining: redis, "ben")
    try ann.put("http://a.test/1")
    let lease = try ann.queue.claim(1, jobs: 5)[0]
    let standing = try #require(OriginStanding("0 1000 3 0 1"))
    _ = try ann.report(on: lease) {
      $0.standing = standing
      $0.pause = .seconds(3600)
    }
    #expect(try ben.queue.claim(5, jobs: 5).isEmpty)
    #expect(try Self.pause(lease.origin, redis) > .seconds(3590))
    // The time passes.
    let connection = try RedisConnection(.init(RedisAddress(redis.address())))
    _ = try connection.call(RedisCommand("ZADD", "{magpie:birds}:ready", "0", "http://a.test"))
    let next = try ben.queue.claim(5, jobs: 5)[0]
    #expect(next.standing == standing)

    var order = PoliteOrder(Politeness(transfersPerOrigin: 6))
    let place = order.index(of: next.origin)
    order.adopt(standing, at: place)
    for number in 0..<3 {
      let address = try WebAddress("http://a.test/\(number)")
      order.enqueue(Assignment(Job(address: address, kind: .image)), at: place)
    }
    var started = 0
    while case .item = order.next(for: .anybody, at: .now) { started += 1 }
    #expect(started == 1)
    #expect(order.standing(at: place).text == standing.text)
  }

  @Test func `each node learns how many have origins at a network address`() throws {
    let redis = try LocalRedis()
    let ann = try SharedNode(joining: redis, "ann")
    let ben = try SharedNode(joining: redis, "ben")
    let (first, second) = (IPAddress.v4(0x0808_0808), IPAddress.v6(high: 1, low: 2))
    #expect(try ann.queue.share([first]) == [1])
    #expect(try ben.queue.share([second, first]) == [1, 2])
    #expect(try ann.queue.share([first]) == [2])
    // One that has not said for the time of a lease that it is there is not.
    let cem = try SharedNode(joining: redis, "cem", lease: .zero)
    _ = try cem.queue.share([second])
    #expect(try ben.queue.share([second]) == [1])
  }

  @Test func `the pages of a host are counted over all nodes`() throws {
    let redis = try LocalRedis()
    let ann = try SharedNode(joining: redis, "ann")
    let ben = try SharedNode(joining: redis, "ben")
    try ann.put("http://a.test/1", "http://a.test/2")
    let lease = try ann.queue.claim(1, jobs: 5)[0]
    #expect(lease.pagesElsewhere == 0)
    _ = try ann.report(on: lease) { $0.pages = 5 }
    // A node that was killed knows only what it has recorded.
    _ = try ann.report(on: lease) { $0.pages = 4 }
    _ = try ann.report(on: lease) { $0.release = .zero }
    let bens = try ben.queue.claim(1, jobs: 5)[0]
    #expect(bens.pagesElsewhere == 5)
    _ = try ben.report(on: bens) { report in
      report.pages = 2
      report.release = .zero
    }
    try ben.queue.tell(pages: [Origin(scheme: .https, host: "b.test", port: 443): 7])
    try ann.put("https://b.test/", "http://b.test/", "http://b.test:8000/")
    let pages = try ann.queue.claim(9, jobs: 5).map { "\($0.origin) \($0.pagesElsewhere)" }
    #expect(
      pages.sorted() == [
        "http://a.test 2", "http://b.test 7", "http://b.test:8000 0", "https://b.test 7",
      ])
  }

  @Test func `the next owner of an origin has the robots rules of the last one`() throws {
    let redis = try LocalRedis()
    let ann = try SharedNode(joining: redis, "ann")
    let ben = try SharedNode(joining: redis, "ben")
    try ann.put("http://a.test/1", "http://b.test/1")
    let leases = try ann.queue.claim(2, jobs: 5)
    #expect(leases.allSatisfy { $0.robots == nil })
    let text = "User-agent: *\nDisallow: /private"
    _ = try ann.report(on: leases[0]) { $0.robots = (text, .seconds(7)) }
    for lease in leases { _ = try ann.report(on: lease) { $0.release = .zero } }
    let next = try ben.queue.claim(2, jobs: 5)
    let told = try #require(next.first { $0.origin == leases[0].origin }?.robots)
    #expect(told.rules == RobotsRules(text: text))
    #expect(told.age >= .seconds(7) && told.age < .seconds(3600))
    #expect(next.first { $0.origin == leases[1].origin }?.robots == nil)

    var order = PoliteOrder(Politeness(obeysRobots: true))
    let place = order.index(of: leases[0].origin)
    order.adopt(told.rules, age: told.age, at: place)
    let address = try WebAddress("http://a.test/private")
    order.enqueue(Assignment(Job(address: address, kind: .page)), at: place)
    guard case .item(let assignment) = order.next(for: .anybody, at: .now) else {
      Issue.record("the page must be next, and not robots.txt")
      return
    }
    #expect(assignment.job.kind == .page)
    #expect(assignment.refusal?.reason == .skipped(.robots))
    #expect(try order.robots(at: place)?.rules.rules() == told.rules)
  }

  @Test func `rules that are older than a day are not taken over`() throws {
    let redis = try LocalRedis()
    let ann = try SharedNode(joining: redis, "ann")
    try ann.put("http://a.test/1")
    let lease = try ann.queue.claim(1, jobs: 5)[0]
    _ = try ann.report(on: lease) { report in
      report.robots = ("User-agent: *", RobotsGate.lifetime + .seconds(1))
      report.release = .zero
    }
    #expect(try ann.queue.claim(1, jobs: 5)[0].robots == nil)
  }

  @Test func `every node learns once which parts of sites turned out to be traps`() throws {
    let redis = try LocalRedis()
    let ann = try SharedNode(joining: redis, "ann")
    let ben = try SharedNode(joining: redis, "ben")
    #expect(try ann.queue.share(ended: [7, .max], known: 0).sorted() == [7, .max])
    #expect(try ben.queue.share(ended: [7, 8], known: 0).sorted() == [7, 8, .max])
    #expect(try ann.queue.share(ended: [], known: 2) == [8])
    #expect(try ann.queue.share(ended: [], known: 3).isEmpty)
  }

  @Test(arguments: ["", "1", "1 - 0 0", "-1 - 0 0 0", "x - 0 0 0", "1 - -4 0 0", "1 - 0 0 0 0"])
  func `what is no standing is ignored`(text: String) { #expect(OriginStanding(text) == nil) }

  /// After which time something may start at an origin.
  private static func pause(_ origin: Origin, _ redis: LocalRedis) throws -> Duration {
    let connection = try RedisConnection(.init(RedisAddress(redis.address())))
    let next = try connection.call(
      RedisCommand("ZSCORE", "{magpie:birds}:ready", origin.description))
    let time = try connection.call(RedisCommand("TIME"))
    let now = (Double(time.list?.first?.text ?? "") ?? 0) * 1_000
    return .milliseconds(Int64((Double(next.text ?? "") ?? 0) - now))
  }
}
