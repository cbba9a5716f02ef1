import Addressing
import CrawlModel
import Testing
import Threads

@testable import Scheduling

/// More origins than there is room for: the others sleep.
@Suite(.timeLimit(.minutes(30)))
struct SleepingOriginTests {
  private static let hosts = WindowedOrder.memoryLimit + 4_000

  /// Lets a page name images, `each` at every host.
  private func findImages(
    _ frontier: any Frontier, hosts: Range<Int> = 0..<hosts, each: Int = 1, page: String = ""
  ) throws {
    try frontier.put([Job(address: WebAddress("http://p.test/" + page), kind: .page)])
    let job = try #require(
      try frontier.poll(1, for: .anybody).assignments.first { $0.job.kind == .page })
    let found = try (0..<each).flatMap { number in
      try hosts.map { host in
        try Clerk.follow(.image, "http://h\(host).test/\(number).png", from: job)
      }
    }
    try frontier.finish(job, Findings(outcome: .fetched, discoveries: found))
  }

  /// Finishes all jobs; returns the addresses in the order received.
  private func drain(_ frontier: any Frontier) throws -> [String] {
    var came: [String] = []
    while frontier.counts.waiting > 0, let job = try frontier.get(for: .anybody) {
      came.append(job.address.text)
      try frontier.finish(job, Findings(outcome: .failed(.timeout)))
    }
    try frontier.join()
    return came
  }

  @Test(arguments: FrontierMaker.local)
  func `every image comes, and hosts in the order of their discovery`(make: FrontierMaker) throws {
    let frontier = try make()
    try findImages(frontier)
    let came = try drain(frontier)
    #expect(came == (0..<Self.hosts).map { "http://h\($0).test/0.png" })
  }

  @Test func `every image comes after a restart in the middle`() throws {
    let place = try JournalFolder()
    var frontier = try place.open()
    try findImages(frontier)
    var came: Set<String> = []
    for _ in 0..<100 {
      let job = try #require(try frontier.get(for: .anybody))
      came.insert(job.address.text)
      try frontier.finish(job, Findings(outcome: .failed(.timeout)))
    }
    try frontier.finish()
    frontier = try place.open()
    came.formUnion(try drain(frontier))
    #expect(came.count == Self.hosts)
  }

  @Test func `what is found later at a host that sleeps comes behind what waits there`() throws {
    let frontier = try WindowedFrontier.inMemory(Politeness())
    try findImages(frontier)
    let last = Self.hosts - 1
    let job = try #require(try frontier.get(for: .anybody))
    let found = try (1..<40).map {
      try Clerk.follow(.image, "http://h\(last).test/\($0).png", from: job)
    }
    try frontier.finish(job, Findings(outcome: .failed(.timeout), discoveries: found))
    let there = try drain(frontier).filter { $0.hasPrefix("http://h\(last).test/") }
    #expect(there == (0..<40).map { "http://h\(last).test/\($0).png" })
  }

  @Test func `hosts that must wait do not keep others asleep`() throws {
    // Each host may be requested once an hour, so what is in memory soon waits.
    let frontier = try WindowedFrontier.inMemory(Politeness(delay: .seconds(3_600)))
    try findImages(frontier, each: 2)
    var came: Set<String> = []
    for _ in 0..<Self.hosts {
      let job = try #require(try frontier.get(for: .anybody))
      came.insert(job.address.host)
      frontier.sent(job, at: .now)
      try frontier.finish(job, Findings(outcome: .failed(.timeout)))
    }
    #expect(came.count == Self.hosts)
    frontier.close()
  }

  @Test func `a worker goes on when what a large document found is written`() throws {
    let frontier = try WindowedFrontier.inMemory(Politeness())
    try findImages(frontier, each: 3)
    let written = try frontier.backlog.counts
    #expect(written.images.discovered == 3 * Self.hosts)
  }

  @Test func `only some of the hosts are in memory`() throws {
    var order = WindowedOrder(
      Politeness(), levelByLevel: false, key: Fingerprint.Key(first: 1, second: 2),
      log: BacklogLog())
    for host in 0..<Self.hosts {
      let address = try WebAddress("http://h\(host).test/a.png")
      _ = order.put(Job(address: address, kind: .image))
    }
    #expect(order.polite.originCount == WindowedOrder.memoryLimit)
    #expect(order.origins.count == Self.hosts)
    #expect(order.unfinished == Self.hosts)
  }
}
