import Addressing
import CrawlModel
import Robots
import Testing
import Threads

@testable import Scheduling

/// Origins that are at rest take little memory, and lose nothing by it.
struct PackedOriginTests {
  private let start = MonotonicTime(nanoseconds: 1_000_000_000)

  /// An order that packs every queue that is at rest as soon as another origin comes.
  private func order(_ politeness: Politeness = Politeness()) -> PoliteOrder {
    PoliteOrder(OriginQueues(politeness, unpackedAtLeast: 0))
  }

  private func put(_ address: String, _ kind: Job.Kind = .page, in order: inout PoliteOrder) throws
  {
    order.put(Job(address: try WebAddress(address), kind: kind))
  }

  /// Lets a job of another origin come and go, so that all others are packed.
  private func packOthers(_ order: inout PoliteOrder) throws {
    let origin = try WebAddress("http://other\(order.originCount).test/").origin
    _ = order.index(of: origin)
  }

  private func next(_ order: inout PoliteOrder, at now: MonotonicTime) throws -> Assignment {
    guard case .item(let job) = order.start(for: .anybody, at: now) else {
      throw Missing()
    }
    return job
  }

  private struct Missing: Error {}

  @Test func `origins that are done are packed, however many there are`() throws {
    var order = PoliteOrder(Politeness())
    for number in 0..<20_000 {
      try put("http://h\(number).test/", in: &order)
      order.taskDone(try next(&order, at: start), at: start)
    }
    #expect(order.originCount == 20_000)
    #expect(order.origins.unpackedCount <= OriginQueues.unpackedAtLeast)
    #expect(order.receipts.map(\.host) == (0..<20_000).map { "http://h\($0).test" })
    #expect(order.receipts.allSatisfy { $0.requests == 1 })
  }

  @Test func `origins that were never requested have no statistics`() throws {
    var order = order()
    for number in 0..<100 { try put("http://h\(number).test/", in: &order) }
    for number in 0..<3 {
      let job = try next(&order, at: start)
      #expect(job.address.host == "h\(number).test")
      order.taskDone(job, at: start)
    }
    try packOthers(&order)
    #expect(order.receipts.map(\.host) == (0..<3).map { "http://h\($0).test" })
  }

  @Test(arguments: [0, 1]) func `nothing is left of origins that are barred`(delay: Int) throws {
    let refusal = Refusal(.skipped(.privateAddress))
    var rules = QueueRules()
    rules.bar = { $0.host.hasPrefix("h") ? refusal : nil }
    var politeness = Politeness(delay: .seconds(delay), obeysRobots: true)
    politeness.asksOptOuts = true
    politeness.obeysOptOuts = true
    var order = order(politeness)
    order.follow(rules.adding([]))
    for number in 0..<2_000 {
      try put("http://h\(number).test/", .image, in: &order)
      let job = try next(&order, at: start)
      #expect(job.kind == .image && job.refusal == refusal, "no file for crawlers comes first")
    }
    #expect(order.origins.unpackedCount <= 1 && order.origins.packedCount == 0)
    #expect(order.receipts.isEmpty && order.inFlight == 0)
    try put("http://h0.test/again", in: &order)
    #expect(try next(&order, at: start).refusal == refusal)
    try put("http://other.test/", in: &order)
    #expect(try next(&order, at: start).kind == .robots)
  }

  @Test func `a bar that is lifted lets an origin be requested`() throws {
    var order = order()
    var rules = QueueRules()
    rules.bar = { _ in Refusal(.skipped(.privateAddress)) }
    order.follow(rules)
    for number in 0..<2 { try put("http://h\(number).test/", in: &order) }
    #expect(try next(&order, at: start).refusal != nil)
    order.follow(QueueRules())
    #expect(try next(&order, at: start).refusal == nil)
  }

  @Test func `what is known of origins is told whether they are packed or not`() throws {
    var order = order(Politeness(delay: .seconds(7)))
    try put("http://done.test/", in: &order)
    order.taskDone(try next(&order, at: start), at: start)
    try packOthers(&order)
    try put("http://waits.test/", in: &order)
    let origins = try ["waits", "unknown", "done"].map {
      try WebAddress("http://\($0).test/").origin
    }
    let known = order.hosts(origins, at: start, Timestamp(seconds: 0))
    #expect(known.map(\.host) == ["http://waits.test", "http://done.test"])
    #expect(known.map(\.waiting) == [1, 0] && known.map(\.requests) == [0, 1])
    #expect(known.allSatisfy { $0.delay == .seconds(7) })
    #expect(order.originCount == 3, "asking makes no origin known")
  }

  @Test func `few origins are never packed`() throws {
    var order = PoliteOrder(Politeness())
    for number in 0..<OriginQueues.unpackedAtLeast {
      try put("http://h\(number).test/", in: &order)
      order.taskDone(try next(&order, at: start), at: start)
    }
    #expect(order.origins.unpackedCount == OriginQueues.unpackedAtLeast)
  }

  @Test func `an origin where something waits or is in flight stays as it is`() throws {
    var order = order()
    try put("http://a.test/1", in: &order)
    try packOthers(&order)
    #expect(!order.origins.isPacked(0))
    let job = try next(&order, at: start)
    try packOthers(&order)
    #expect(!order.origins.isPacked(0))
    order.taskDone(job, at: start)
    try packOthers(&order)
    #expect(order.origins.isPacked(0))
  }

  @Test func `the delay holds for an origin that comes back`() throws {
    var order = order(Politeness(delay: .seconds(5)))
    try put("http://a.test/1", in: &order)
    order.taskDone(try next(&order, at: start), at: start)
    try packOthers(&order)
    #expect(order.origins.isPacked(0))
    try put("http://a.test/2", in: &order)
    guard case .notBefore(let time) = order.start(for: .anybody, at: start + .seconds(1)) else {
      Issue.record("it should wait")
      return
    }
    #expect(time == start + .seconds(5))
    let job = try next(&order, at: time)
    #expect(job.address.text == "http://a.test/2")
    #expect(order.receipts.first?.fastestInterval == .seconds(5))
    #expect(order.receipts.first?.requests == 2)
  }

  @Test func `so does the delay of live rules that came meanwhile`() throws {
    var order = order()
    try put("http://a.test/1", in: &order)
    order.taskDone(try next(&order, at: start), server: ServerSign(sentAt: start), at: start)
    try packOthers(&order)
    var rules = QueueRules()
    rules.paces["a.test"] = QueueRules.Pace(delay: .seconds(7))
    order.follow(rules)
    #expect(order.origins.isPacked(0))
    try put("http://a.test/2", in: &order)
    guard case .notBefore(let time) = order.start(for: .anybody, at: start) else {
      Issue.record("it should wait")
      return
    }
    #expect(time == start + .seconds(7))
  }

  @Test(arguments: [
    "", "User-agent: *\nDisallow: /2\n", "User-agent: *\nCrawl-delay: 3\nDisallow: /2",
  ])
  func `robots_txt is requested once, and its rules hold on`(text: String) throws {
    var order = order(Politeness(obeysRobots: true))
    try put("http://a.test/1", in: &order)
    let robots = try next(&order, at: start)
    let rules = RobotsReader.read(Array(text.utf8).span, for: "magpie")
    order.admit(robots, .rules(KeptRules(rules)), at: start)
    let later = start + .seconds(3)
    order.taskDone(try next(&order, at: later), at: later)
    try packOthers(&order)
    #expect(order.origins.isPacked(0))
    let delay = try #require(order.receipts.first?.delay)
    #expect(delay == rules.crawlDelay ?? .zero)
    try put("http://a.test/2", in: &order)
    let job = try next(&order, at: later + delay)
    #expect(job.kind == .page)
    #expect(job.refusal?.reason == (rules.hasNoRules ? nil : .skipped(.robots)))
    order.taskDone(job, at: later + delay)
    try packOthers(&order)
    try put("http://a.test/3", in: &order)
    let again = try next(&order, at: later + .seconds(86_401))
    #expect(again.kind == .robots)
  }

  @Test func `a robots_txt that could not be fetched refuses on`() throws {
    var order = order(Politeness(obeysRobots: true))
    try put("http://a.test/1", in: &order)
    let refusal = Refusal(.failed(.connect), note: "refused")
    order.admit(try next(&order, at: start), .unreachable(refusal), at: start)
    var job = try next(&order, at: start)
    #expect(job.refusal == refusal)
    try packOthers(&order)
    #expect(order.origins.isPacked(0))
    try put("http://a.test/2", in: &order)
    job = try next(&order, at: start)
    #expect(job.refusal == refusal)
  }

  @Test func `opt-out files are requested once, and what they say holds on`() throws {
    var politeness = Politeness()
    politeness.asksOptOuts = true
    var order = order(politeness)
    try put("http://a.test/1.png", .image, in: &order)
    let mining = try next(&order, at: start)
    #expect(mining.kind == .optOuts)
    order.admit(mining, .silent, at: start)
    let training = try next(&order, at: start)
    let rules = RobotsReader.read(Array("User-agent: *\nDisallow: /2\n".utf8).span, for: "x")
    order.admit(training, .training(KeptRules(rules), training.address), at: start)
    order.taskDone(try next(&order, at: start), at: start)
    try packOthers(&order)
    #expect(order.origins.isPacked(0))
    try put("http://a.test/2.png", .image, in: &order)
    let image = try next(&order, at: start)
    #expect(image.kind == .image)
    #expect(image.optOuts.count == 1)
  }

  @Test func `a rest and a back-off hold on`() throws {
    var order = order()
    try put("http://a.test/1", in: &order)
    let job = try next(&order, at: start)
    order.taskDone(job, server: ServerSign(reaction: .overloaded(asking: .seconds(60))), at: start)
    try packOthers(&order)
    #expect(order.origins.isPacked(0))
    #expect(order.receipts.first?.rests == 1)
    #expect(order.receipts.first?.fewestTransfers == 1)
    for number in 2...3 { try put("http://a.test/\(number)", in: &order) }
    guard case .notBefore(let time) = order.start(for: .anybody, at: start) else {
      Issue.record("it should wait")
      return
    }
    #expect(time == start + .seconds(60))
    _ = try next(&order, at: time)
    guard case .nothing = order.start(for: .anybody, at: time) else {
      Issue.record("one transfer has to show that the origin is there again")
      return
    }
  }

  @Test func `an origin that was given up stays so`() throws {
    var politeness = Politeness()
    politeness.patience = .zero
    var order = order(politeness)
    var now = start
    try put("http://a.test/1", in: &order)
    for _ in 0..<2 {
      let job = try next(&order, at: now)
      order.giveBack(
        job, server: ServerSign(reaction: .unanswered(.unreachable)), at: now, notBefore: now)
      now = now + .seconds(300)
    }
    let isGivenUp = order.giveUpHopeless(at: now)
    #expect(isGivenUp)
    var job = try next(&order, at: now)
    let refusal = try #require(job.refusal)
    #expect(refusal.reason == .failed(.unresponsive))
    try packOthers(&order)
    #expect(order.origins.isPacked(0))
    try put("http://a.test/2", in: &order)
    job = try next(&order, at: now)
    #expect(job.refusal == refusal)
  }

  @Test func `changed host statistics are taken once`() throws {
    var order = order()
    try put("http://a.test/1", in: &order)
    order.taskDone(try next(&order, at: start), at: start)
    try packOthers(&order)
    let changed = order.takeChangedReceipts().map(\.0.host)
    #expect(changed == ["a.test"])
    let later = order.takeChangedReceipts().map(\.0.host)
    #expect(later.isEmpty)
    #expect(order.origins.isPacked(0))
  }
}
