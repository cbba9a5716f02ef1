import Addressing
import CrawlModel
import Scheduling
import Testing
import Threads

/// The contract of every frontier, one test per promise: jobs in, jobs out, and when it is over.
@Suite(.serialized)
struct FrontierContractTests {
  @Test(arguments: FrontierMaker.all)
  func `put says how many jobs were new`(make: FrontierMaker) throws {
    let clerk = Clerk(try make())
    #expect(try clerk.seed("http://a.test/", "http://a.test/#top", "http://b.test/") == 2)
    #expect(try clerk.seed("http://b.test/") == 0)
    #expect(clerk.frontier.counts.pages.discovered == 2)
  }

  @Test(arguments: FrontierMaker.all)
  func `a page and an image of one address are two jobs, also when one is done`(
    make: FrontierMaker
  ) throws {
    let clerk = Clerk(try make())
    let address = try WebAddress("http://a.test/1")
    let kinds: [Job.Kind] = [.page, .image, .stylesheet, .page]
    #expect(
      try kinds.map { try clerk.frontier.put([Job(address: address, kind: $0)]) } == [1, 1, 0, 0])
    try clerk.finish(clerk.take(), .stored(Clerk.content("1")))
    try clerk.finish(clerk.take())
    #expect(
      try kinds.map { try clerk.frontier.put([Job(address: address, kind: $0)]) } == [0, 0, 0, 0])
  }

  @Test(arguments: FrontierMaker.all)
  func `poll hands out what there is room for, each job once`(make: FrontierMaker) throws {
    let clerk = Clerk(try make())
    try clerk.seed("http://a.test/1", "http://a.test/2", "http://a.test/3")
    let first = try clerk.frontier.poll(2, for: clerk.worker)
    let second = try clerk.frontier.poll(2, for: WorkerID(1))
    #expect(first.assignments.count == 2)
    #expect(second.assignments.count == 1)
    #expect(Set((first.assignments + second.assignments).map(\.address)).count == 3)
    #expect(second.pollAgain == nil)
    #expect(try clerk.frontier.poll(0, for: clerk.worker).assignments.isEmpty)
    #expect(clerk.frontier.counts.inFlight == 3)
  }

  @Test(arguments: FrontierMaker.all)
  func `get answers a job, and nothing once it is closed`(make: FrontierMaker) throws {
    let clerk = Clerk(try make())
    try clerk.seed("http://a.test/1", "http://a.test/2")
    #expect(try clerk.frontier.get(for: clerk.worker)?.address.text == "http://a.test/1")
    clerk.frontier.close()
    #expect(try clerk.frontier.get(for: clerk.worker) == nil)
    #expect(try clerk.frontier.poll(5, for: clerk.worker).assignments.isEmpty)
    try clerk.frontier.join()
    #expect(clerk.frontier.counts.pages.pending == 2, "what was not done is still known")
  }

  @Test(arguments: FrontierMaker.all)
  func `a job with its discoveries is done in one step`(make: FrontierMaker) throws {
    let clerk = Clerk(try make())
    try clerk.seed("http://a.test/")
    let page = try clerk.take()
    try clerk.finish(
      page, .fetched, Clerk.follow(.image, "http://a.test/1.png", from: page),
      Clerk.follow(.page, "http://a.test/2", from: page),
      Clerk.skip(.page, "http://b.test/", .scope))
    let counts = clerk.frontier.counts
    #expect(counts.images.pending == 1)
    #expect(counts.pages.taken == 1)
    #expect(counts.pages.pending == 1)
    #expect(counts.pages.skipped == [.scope: 1])
    #expect(counts.inFlight == 0)
  }

  @Test(arguments: FrontierMaker.all)
  func `a job that is put back stays pending and comes again`(make: FrontierMaker) throws {
    let clerk = Clerk(try make())
    try clerk.seed("http://a.test/")
    let job = try clerk.take()
    let again = job.request.repeated
    try clerk.frontier.giveBack(job, as: again)
    clerk.audit()
    #expect(clerk.frontier.counts.inFlight == 0)
    #expect(clerk.frontier.counts.pages.pending == 1)
    let next = try clerk.take()
    #expect(next.job == job.job && next.request == again)
  }

  @Test(arguments: FrontierMaker.all)
  func `a pause is told to whoever asks before it is over`(make: FrontierMaker) throws {
    let clerk = Clerk(try make())
    try clerk.seed("http://a.test/")
    let job = try clerk.take()
    let before = MonotonicTime.now
    try clerk.frontier.giveBack(job, after: .seconds(3600))
    let polled = try clerk.frontier.poll(1, for: clerk.worker)
    #expect(polled.assignments.isEmpty)
    #expect(try #require(polled.pollAgain) >= before + .seconds(3600))
    // It does not delay new jobs.
    try clerk.seed("http://a.test/2")
    #expect(try clerk.take().address.text == "http://a.test/2")
  }

  @Test(arguments: FrontierMaker.all)
  func `nothing starts at an origin that rests and all goes on elsewhere`(
    make: FrontierMaker
  ) throws {
    let clerk = Clerk(try make())
    try clerk.seed("http://a.test/")
    let before = MonotonicTime.now
    try clerk.frontier.refuse(clerk.take(), asking: .seconds(100))
    try clerk.seed("http://b.test/")
    let polled = try clerk.frontier.poll(5, for: clerk.worker)
    #expect(polled.assignments.map(\.address.text) == ["http://b.test/"])
    #expect(try #require(polled.pollAgain) >= before + .seconds(100))
  }

  @Test(arguments: FrontierMaker.all)
  func `an origin gets no more transfers than it may expect`(make: FrontierMaker) throws {
    let clerk = Clerk(try make.make(Politeness(transfersPerOrigin: 2)))
    try clerk.seed("http://a.test/1", "http://a.test/2", "http://a.test/3", "http://b.test/")
    let jobs = try clerk.frontier.poll(10, for: clerk.worker).assignments
    #expect(jobs.count { $0.address.host == "a.test" } == 2)
    #expect(jobs.count { $0.address.host == "b.test" } == 1)
  }

  @Test(arguments: FrontierMaker.all)
  func `a worker that was refused is rung when there is work`(make: FrontierMaker) throws {
    let clerk = Clerk(try make())
    let rings = Monitor(0)
    clerk.frontier.attach(WorkerID(5)) { rings.withLock { $0 += 1 } }
    #expect(try clerk.frontier.poll(1, for: WorkerID(5)).assignments.isEmpty)
    try clerk.seed("http://a.test/")
    #expect(rings.withLock { $0 } == 1)
    let page = try clerk.take()
    #expect(try clerk.frontier.poll(1, for: WorkerID(5)).assignments.isEmpty)
    try clerk.finish(page, .fetched, Clerk.follow(.image, "http://a.test/1.png", from: page))
    #expect(rings.withLock { $0 } == 2)
    clerk.frontier.detach(WorkerID(5))
    clerk.frontier.close()
    #expect(rings.withLock { $0 } == 2)
  }

  @Test(arguments: FrontierMaker.all)
  func `the receipts tell what was asked of each origin`(make: FrontierMaker) throws {
    let clerk = Clerk(try make.make(Politeness(transfersPerOrigin: 9)))
    try clerk.seed("http://a.test/1", "http://a.test/2", "http://b.test:81/")
    #expect(try clerk.frontier.poll(9, for: clerk.worker).assignments.count == 3)
    let receipts = clerk.frontier.hostStatistics.sorted { $0.host < $1.host }
    #expect(receipts.map(\.host) == ["http://a.test", "http://b.test:81"])
    #expect(receipts.map(\.requests) == [2, 1])
    #expect(receipts.map(\.retries) == [0, 0])
  }

  /// Four workers crawl a site of unknown size while another thread keeps checking the counts.
  @Test(arguments: FrontierMaker.all)
  func `many workers walk a whole site and the counts balance at every moment`(
    make: FrontierMaker
  ) throws {
    let frontier = try make()
    let last = 400
    let base = "http://a.test/"
    try frontier.put([Job(address: WebAddress(base + "1"), kind: .page)])
    let workers = try (0..<4).map { number in
      try WorkerThread(name: "worker \(number)") {
        let worker = WorkerID(number)
        do {
          while let job = try frontier.get(for: worker) {
            try Self.work(job, base: base, last: last, at: frontier)
          }
        } catch {
          Issue.record(error)
        }
      }
    }
    let isOver = Monitor(false)
    let auditor = try WorkerThread(name: "auditor") {
      repeat {
        let counts = frontier.counts
        #expect(counts.images.isBalanced && counts.pages.isBalanced)
      } while !isOver.withLock { $0 }
    }
    try frontier.join()
    let counts = frontier.counts
    #expect(counts.pages.taken == last)
    #expect(counts.pages.pending == 0)
    #expect(counts.images.taken == last)
    #expect(counts.images.skipped == [.excluded: last])
    #expect(counts.inFlight == 0)
    frontier.close()
    isOver.withLock { $0 = true }
    for thread in workers + [auditor] { thread.join() }
    let images = try Clerk(frontier).images
    #expect(images.count == 2 * last)
    #expect(images.allSatisfy { $0.found.count == 1 })
  }

  /// Each page has two more pages, an image and a link that is left out; every third job is
  /// retried.
  private static func work(
    _ job: Assignment, base: String, last: Int, at frontier: any Frontier
  ) throws {
    guard job.kind == .page else {
      let outcome = Outcome.stored(Clerk.content("x"))
      return try frontier.finish(job, Findings(outcome: outcome))
    }
    let number = Int(job.address.path.dropFirst()) ?? 0
    if number.isMultiple(of: 3), job.request.attempts == 0 {
      return try frontier.giveBack(job, as: job.request.repeated)
    }
    var findings = Findings(outcome: .fetched)
    for next in [number * 2, number * 2 + 1] where next <= last {
      findings.discoveries.append(try Clerk.follow(.page, base + "\(next)", from: job))
    }
    findings.discoveries += [
      try Clerk.follow(.image, base + "\(number).png", from: job),
      try Clerk.skip(.image, base + "\(number).gif", .excluded),
    ]
    try frontier.finish(job, findings)
  }
}
