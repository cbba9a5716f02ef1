import Addressing
import CrawlModel
import TestSupport
import Testing
import Threads

@testable import Scheduling

/// Origins that hang beside one that answers, with simulated clocks: it always finds a transfer.
struct HangingOriginTests {
  /// An order with a number of transfers, all of which are used, at a time that only a test moves.
  fileprivate final class Site {
    var order: PoliteOrder
    var now = MonotonicTime(nanoseconds: 1_000_000_000)
    let transfers: Int
    /// The jobs in flight.
    private(set) var out: [Assignment] = []

    init(transfers: Int, perOrigin: Int = 6, unpackedAtLeast: Int = OriginQueues.unpackedAtLeast) {
      var politeness = Politeness(transfersPerOrigin: perOrigin)
      politeness.transfers = transfers
      order = PoliteOrder(OriginQueues(politeness, unpackedAtLeast: unpackedAtLeast))
      self.transfers = transfers
    }

    func put(_ count: Int = 1, at host: String, from first: Int = 0, _ kind: Job.Kind = .image)
      throws
    {
      for number in first..<first + count {
        order.put(Job(address: try WebAddress("http://\(host).test/\(number)"), kind: kind))
      }
    }

    /// Puts a job at each of many hosts.
    func putHanging(_ hosts: Range<Int>) throws {
      for host in hosts { try put(at: "hang\(host)") }
    }

    /// Makes an origin known as one that answers, with jobs that wait.
    func putAnswering(_ count: Int, at host: String = "good", _ kind: Job.Kind = .image) throws {
      try put(at: host, kind)
      fill()
      for job in out where job.address.host == "\(host).test" { end(job) }
      try put(count, at: host, from: 1, kind)
    }

    /// Starts what may start now; returns its hosts.
    @discardableResult
    func fill() -> [String] {
      var hosts: [String] = []
      while out.count < transfers, case .item(let job) = order.next(for: .anybody, at: now) {
        out.append(job)
        hosts.append(String(job.address.host.dropLast(".test".count)))
      }
      return hosts
    }

    func jobs(at host: String) -> [Assignment] { out.filter { $0.address.host == "\(host).test" } }

    func end(_ job: Assignment, _ reaction: ServerSign.Reaction = .answered) {
      release(job, reaction)
      order.finished(job)
    }

    /// Ends the transfer of a job, but not the job.
    func release(_ job: Assignment, _ reaction: ServerSign.Reaction = .answered) {
      order.released(job, ServerSign(reaction: reaction), at: now)
      out.removeAll { $0.job == job.job }
    }

    /// Ends the transfer of a job by a time limit; it waits again.
    func timeOut(_ job: Assignment) {
      release(job, .unanswered(.timedOut))
      order.finished(job)
      order.putBack(job.again(as: job.request.repeated), notBefore: now)
    }
  }

  @Test(arguments: [2, 3, 4, 8, 64])
  func `an origin that answers gets all its jobs done, though no other transfer ever ends`(
    transfers: Int
  ) throws {
    let site = Site(transfers: transfers)
    try site.putAnswering(200)
    try site.putHanging(0..<300)
    site.fill()
    for _ in 0..<200 {
      site.end(try #require(site.jobs(at: "good").first))
      site.fill()
    }
    #expect(site.jobs(at: "good").isEmpty)
    #expect(site.out.count == transfers, "then the others use all transfers")
  }

  @Test(arguments: [(1, 0), (2, 1), (3, 1), (4, 1), (5, 2), (8, 2), (9, 3), (64, 16), (65, 17)])
  func `a quarter of the transfers is kept, and none of a single one`(
    transfers: Int, kept: Int
  ) throws {
    #expect(TransferReserve(of: transfers).size == kept)
    let site = Site(transfers: transfers)
    try site.putAnswering(10)
    site.order.hold(try WebAddress("http://good.test/").origin, until: site.now + .seconds(1))
    try site.putHanging(0..<100)
    #expect(site.fill().count == transfers - kept)
    site.now = site.now + .seconds(1)
    #expect(site.fill() == Array(repeating: "good", count: min(kept, 6)))
  }

  @Test(
    arguments: [Job.Kind.robots, .optOuts],
    [
      ServerSign.Reaction.answered, .overloaded(asking: nil),
    ])
  func `an answer to a file for crawlers is none to what is wanted`(
    kind: Job.Kind, reaction: ServerSign.Reaction
  ) throws {
    let site = Site(transfers: 4)
    try site.put(at: "good", kind)
    site.fill()
    for job in site.out { site.end(job, reaction) }
    try site.put(10, at: "good", from: 1)
    site.order.hold(try WebAddress("http://good.test/").origin, until: site.now + .seconds(1))
    try site.putHanging(0..<100)
    #expect(site.fill().count == 4)
  }

  @Test func `without a number of transfers none is kept`() throws {
    #expect(TransferReserve(of: nil).size == 0)
    let site = Site(transfers: 100)
    site.order = PoliteOrder(Politeness())
    try site.putAnswering(1)
    try site.putHanging(0..<99)
    #expect(site.fill().count == 100)
  }

  @Test func `if no origin answers, all transfers are used`() throws {
    let site = Site(transfers: 8)
    try site.putHanging(0..<100)
    #expect(site.fill() == (0..<8).map { "hang\($0)" })
  }

  @Test func `an origin that answered and has no jobs left keeps nothing`() throws {
    let site = Site(transfers: 8)
    try site.putAnswering(0)
    try site.putHanging(0..<100)
    #expect(site.fill().count == 8)
  }

  @Test func `while a document is read that may lead to more, transfers are kept`() throws {
    let site = Site(transfers: 8)
    try site.putAnswering(1, .page)
    try site.putHanging(0..<100)
    #expect(site.fill().count == 7)
    let page = try #require(site.jobs(at: "good").first)
    site.release(page)
    #expect(site.fill() == [])
    try site.put(2, at: "good", from: 2, .page)
    site.order.finished(page)
    #expect(site.fill() == ["good", "good"])
    for page in site.jobs(at: "good") { site.end(page) }
    #expect(site.fill().count == 2)
  }

  @Test(arguments: [ServerSign.Silence.timedOut, .unreachable])
  func `an origin that gives no answer any more loses its transfers to others`(
    silence: ServerSign.Silence
  ) throws {
    let site = Site(transfers: 8, perOrigin: 1)
    try site.putAnswering(10)
    try site.putHanging(0..<100)
    #expect(site.fill().count == 7)
    site.end(try #require(site.jobs(at: "good").first), .unanswered(silence))
    #expect(site.fill().count == 2)
    // After its rest it is tried like any other, and its first answer counts.
    site.now = site.now + .seconds(2)
    while site.jobs(at: "good").isEmpty {
      site.end(site.out[0], .unanswered(silence))
      site.fill()
    }
    site.end(try #require(site.jobs(at: "good").first))
    #expect(site.fill() == ["good"])
    try site.putHanging(100..<110)
    for job in site.out.prefix(2) { site.end(job, .unanswered(silence)) }
    #expect(site.fill() == ["hang100"])
  }

  @Test func `an origin that answers for the first time need not wait for those before it`() throws
  {
    let site = Site(transfers: 8, perOrigin: 2)
    try site.putAnswering(1)
    site.order.hold(try WebAddress("http://good.test/").origin, until: site.now + .seconds(60))
    try site.put(5, at: "new")
    try site.putHanging(0..<100)
    #expect(site.fill().count == 6)
    #expect(site.jobs(at: "new").count == 1)
    site.end(try #require(site.jobs(at: "new").first))
    #expect(site.fill() == ["hang5", "new", "new"])
  }

  @Test func `an answer that reports overload is an answer`() throws {
    let site = Site(transfers: 8)
    try site.put(2, at: "busy")
    site.fill()
    for job in site.out { site.end(job, .overloaded(asking: .seconds(60))) }
    try site.put(1, at: "busy", from: 2)
    try site.putHanging(0..<100)
    #expect(site.fill().count == 6)
  }

  @Test func `an answer of an earlier run is none of this one`() throws {
    let site = Site(transfers: 8)
    var statistics = HostStatistics(
      host: "http://good.test", requests: 1, fastestInterval: nil, delay: .zero, retries: 0)
    statistics.hasAnswered = true
    site.order.resume(statistics, of: try WebAddress("http://good.test/").origin)
    try site.put(20, at: "good")
    site.order.hold(try WebAddress("http://good.test/").origin, until: site.now + .seconds(60))
    try site.putHanging(0..<100)
    #expect(site.fill().count == 8)
  }

  @Test func `an origin that was packed is known to answer`() throws {
    let site = Site(transfers: 8, unpackedAtLeast: 0)
    try site.putAnswering(0)
    _ = site.order.index(of: try WebAddress("http://other.test/").origin)
    let index = site.order.index(of: try WebAddress("http://good.test/").origin)
    #expect(site.order.origins.isPacked(index))
    try site.put(1, at: "good", from: 1)
    site.order.hold(try WebAddress("http://good.test/").origin, until: site.now + .seconds(60))
    try site.putHanging(0..<100)
    #expect(site.fill().count == 6)
  }

  @Test func `those that answer do not overtake the others as long as there are transfers`() throws
  {
    let site = Site(transfers: 64, perOrigin: 1)
    for host in 0..<4 { try site.putAnswering(0, at: "good\(host)") }
    try site.putHanging(0..<4)
    for host in 0..<4 { try site.put(at: "good\(host)", from: 1) }
    try site.putHanging(4..<6)
    let hosts = (0..<6).map { "hang\($0)" } + (0..<4).map { "good\($0)" }
    #expect(site.fill() == hosts, "an origin that was requested is not ready at once")
  }

  @Test func `images that wait for all documents keep no transfer from these`() throws {
    var politeness = Politeness()
    politeness.transfers = 8
    politeness.obeysOptOuts = true
    let site = Site(transfers: 8)
    site.order = PoliteOrder(politeness)
    try site.putAnswering(0, .page)
    try site.put(20, at: "good", from: 1)
    for host in 0..<100 { try site.put(at: "hang\(host)", .page) }
    #expect(site.fill().count == 8)
  }

  @Test(arguments: [ServerSign.Reaction.answered, .unanswered(.timedOut)])
  func `a worker with room is woken when the last job that keeps transfers is handed out or lost`(
    reaction: ServerSign.Reaction
  ) throws {
    var politeness = Politeness(transfersPerOrigin: 1)
    politeness.transfers = 8
    let frontier = try WindowedFrontier.inMemory(politeness)
    let wakes = Monitor<[Int]>([])
    let (small, large) = (WorkerID(0), WorkerID(1))
    for worker in [small, large] {
      frontier.attach(worker) { wakes.withLock { $0.append(worker.number) } }
    }
    try frontier.put([Job(address: WebAddress("http://good.test/"), kind: .page)])
    let page = try #require(try frontier.poll(1, for: small).assignments.first)
    frontier.released(page, ServerSign(), by: small)
    let good = try (0..<2).map {
      try Clerk.follow(.image, "http://good.test/\($0).png", from: page)
    }
    try frontier.done(page, Findings(outcome: .fetched, discoveries: good))
    let image = try #require(try frontier.poll(1, for: small).assignments.first)
    #expect(image.address.host == "good.test")
    try frontier.put(
      (0..<20).map { Job(address: try WebAddress("http://hang\($0).test/a.png"), kind: .image) })
    #expect(try frontier.poll(7, for: large).assignments.count == 6)
    wakes.withLock { $0 = [] }
    frontier.released(image, ServerSign(reaction: reaction), by: small)
    try frontier.done(image, Findings(outcome: .failed(.timeout)))
    #expect(wakes.withLock { $0 } == [])
    let next = try #require(try frontier.poll(1, for: small).assignments.first)
    #expect((next.address.host == "good.test") == (reaction == .answered))
    #expect(wakes.withLock { $0 } == [large.number])
    #expect(try frontier.poll(1, for: large).assignments.count == 1)
    frontier.close()
  }

  @Test(arguments: 1...6 as ClosedRange<UInt64>)
  func `whatever happens, the counts are those of the origins, and every job ends`(
    seed: UInt64
  ) throws {
    var random = Generator(seed: seed)
    let transfers = Int.random(in: 1...12, using: &random)
    let site = Site(
      transfers: transfers, perOrigin: Int.random(in: 1...4, using: &random),
      unpackedAtLeast: Bool.random(using: &random) ? 0 : OriginQueues.unpackedAtLeast)
    for round in 0..<2_000 {
      switch Int.random(in: 0..<10, using: &random) {
      case 0..<3:
        let host = Int.random(in: 0..<30, using: &random)
        let kind = Bool.random(using: &random) ? Job.Kind.image : .page
        try site.put(at: "h\(host)", from: round, kind)
      case 3..<6:
        site.fill()
        site.check()
      case 6..<9:
        guard let job = site.out.randomElement(using: &random) else { continue }
        switch Int.random(in: 0..<4, using: &random) {
        case 0: site.timeOut(job)
        case 1: site.end(job, .overloaded(asking: nil))
        default: site.end(job)
        }
      default: site.now = site.now + .milliseconds(Int.random(in: 0...3_000, using: &random))
      }
    }
    while site.order.hasNext || !site.out.isEmpty {
      site.now = site.now + .seconds(200)
      site.fill()
      site.check()
      for job in site.out { site.end(job) }
    }
    #expect(site.order.inFlight == 0 && site.order.reserve.size <= transfers / 2)
  }
}

extension HangingOriginTests.Site {
  /// Compares the counts with those of all origins, after everything was started that may start.
  fileprivate func check() {
    var reserve = TransferReserve(of: transfers)
    for index in order.origins.indices {
      #expect(order.origins[index, \.share] == order.origins[index, \.counted])
      reserve.replace(TransferReserve.Share(), with: order.origins[index, \.share])
    }
    #expect(reserve == order.reserve)
    #expect(order.isHoldingBack || order.ready.isEmpty || out.count == transfers)
  }
}
