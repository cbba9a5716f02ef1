import Addressing
import CrawlModel
import Scheduling
import Testing
import Threads

/// Queues that do not fit into the window in memory.
@Suite(.timeLimit(.minutes(30)))
struct LongQueueTests {
  /// Finishes all jobs; returns the addresses in the order received.
  private func drain(_ frontier: any Frontier) throws -> [String] {
    var came: [String] = []
    while frontier.counts.waiting > 0, let job = try frontier.get(for: .anybody) {
      came.append(job.address.text)
      try #require(came.count < 100_000, "it never ends")
      try frontier.finish(job, Findings(outcome: .failed(.timeout)))
    }
    try frontier.join()
    return came
  }

  private func page(
    _ frontier: any Frontier, _ name: String, _ found: (Assignment) throws -> [Discovery]
  )
    throws
  {
    try frontier.put([Job(address: WebAddress("http://p.test/" + name), kind: .page)])
    var others: [Assignment] = []
    while let job = try frontier.poll(1, for: .anybody).assignments.first {
      guard job.address.text == "http://p.test/" + name else {
        others.append(job)
        continue
      }
      try frontier.finish(
        job, Findings(outcome: .fetched, discoveries: try found(job)))
      break
    }
    for other in others { try frontier.giveBack(other, after: .zero) }
  }

  private func images(_ numbers: Range<Int>, from page: Assignment) throws -> [Discovery] {
    try numbers.map { try Clerk.follow(.image, "http://a.test/\($0).png", from: page) }
  }

  @Test(arguments: FrontierMaker.local)
  func `all of a long queue comes in its order`(make: FrontierMaker) throws {
    let frontier = try make()
    try page(frontier, "") { try images(0..<3_000, from: $0) }
    let came = try drain(frontier)
    #expect(came == (0..<3_000).map { "http://a.test/\($0).png" })
    #expect(frontier.counts.images.failed == [.timeout: 3_000])
  }

  @Test(arguments: FrontierMaker.local)
  func `what is found while a long queue is being read comes behind it`(make: FrontierMaker) throws
  {
    let frontier = try make()
    try page(frontier, "") { try images(0..<1_000, from: $0) }
    var came: [String] = []
    while frontier.counts.waiting > 0, let job = try frontier.get(for: .anybody) {
      came.append(job.address.text)
      let next = 1_000 + came.count
      let found = next < 2_000 ? try images(next..<(next + 1), from: job) : []
      try frontier.finish(
        job, Findings(outcome: .failed(.timeout), discoveries: found))
    }
    let numbers = (0..<1_000).map(\.self) + (1_001..<2_000).map(\.self)
    #expect(came == numbers.map { "http://a.test/\($0).png" })
  }

  @Test func `many queues come whole and each in its order, also after a restart`() throws {
    let place = try JournalFolder()
    let frontier = try place.open()
    let (hosts, each) = (20, 700)
    try page(frontier, "") { page in
      try (0..<each).flatMap { number in
        try (0..<hosts).map { host in
          try Clerk.follow(.image, "http://h\(host).test/\(number).png", from: page)
        }
      }
    }
    var came: [String] = []
    for _ in 0..<5_000 {
      let job = try #require(try frontier.get(for: .anybody))
      came.append(job.address.text)
      try frontier.finish(job, Findings(outcome: .failed(.timeout)))
    }
    let after = try place.dying(frontier).open(.resume)
    came += try drain(after)
    Clerk(after).audit()
    for host in 0..<hosts {
      let prefix = "http://h\(host).test/"
      #expect(came.filter { $0.hasPrefix(prefix) } == (0..<each).map { prefix + "\($0).png" })
    }
    #expect(came.count == hosts * each)
  }

  @Test(arguments: FrontierMaker.local, [100, 511, 1_500])
  func `an address that was left out and is put after all comes once`(
    make: FrontierMaker, waiting: Int
  ) throws {
    let frontier = try make()
    try page(frontier, "1") { page in
      [try Clerk.skip(.image, "http://a.test/out.png", .scope)]
        + (try images(0..<waiting, from: page))
    }
    try page(frontier, "2") { page in
      [try Clerk.follow(.image, "http://a.test/out.png", from: page)]
    }
    try page(frontier, "3") { try images(waiting..<(waiting + 900), from: $0) }
    let came = try drain(frontier)
    #expect(came.count == waiting + 901)
    #expect(Set(came).count == came.count)
    #expect(came.contains("http://a.test/out.png"))
    Clerk(frontier).audit()
  }
}
