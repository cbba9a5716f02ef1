import Addressing
import CrawlModel
import Scheduling
import Testing
import Threads

/// The guarantees of a journal to the next process, however this one ended.
@Suite(.timeLimit(.minutes(30)))
struct RestartTests {
  private let before: JournalFolder

  init() throws { before = try JournalFolder() }

  @Test func `what was done is not handed out again and what was not comes in its order`() throws {
    let frontier = try before.open()
    let clerk = Clerk(frontier)
    try clerk.seed("http://a.test/1", "http://a.test/2", "http://a.test/3")
    let page = try clerk.take()
    let other = try clerk.take()
    #expect(other.address.text == "http://a.test/2")
    try clerk.finish(
      page, .fetched, Clerk.follow(.image, "http://a.test/1.png", from: page),
      Clerk.follow(.image, "http://a.test/2.png", from: page),
      Clerk.skip(.page, "http://b.test/", .scope))

    let after = Clerk(try before.dying(frontier).open(.resume))
    after.audit()
    let counts = after.frontier.counts
    #expect(counts.pages.taken == 1 && counts.pages.pending == 2 && counts.images.pending == 2)
    #expect(counts.pages.skipped == [.scope: 1])
    #expect(counts.inFlight == 0 && counts.waiting == 4)
    let jobs = try (0..<4).map { _ in try #require(try after.frontier.get(for: after.worker)) }
    #expect(
      jobs.map(\.address.text).filter { $0.hasSuffix(".png") }
        == ["http://a.test/1.png", "http://a.test/2.png"])
    #expect(
      jobs.map(\.address.text).filter { !$0.hasSuffix(".png") }
        == ["http://a.test/2", "http://a.test/3"])
    let image = try #require(jobs.first { $0.kind == .image })
    #expect(
      image.job.parent == page.address && image.job.via == Via("a[href]", .hyperlink)
        && image.job.depth == 0)
    #expect(try after.seed("http://a.test/1", "http://a.test/2") == 0)
    for job in jobs { try after.finish(job, job.kind == .image ? .failed(.timeout) : .fetched) }
    try after.frontier.join()
  }

  @Test func `a job that was to be tried again is tried again`() throws {
    let frontier = try before.open()
    let clerk = Clerk(frontier)
    try clerk.seed("http://a.test/1")
    let job = try clerk.take()
    let attempt = Attempt(
      target: job.address, cause: .fault(.timeout), httpStatus: nil, pause: .seconds(60),
      endedAt: Timestamp(seconds: 5))
    try frontier.giveBack(
      job, as: job.request.repeated, after: .seconds(3600), because: attempt)
    let after = try before.dying(frontier).open(.resume)
    #expect(try after.get(for: WorkerID(0))?.job == job.job, "a new process does not wait for it")
  }

  @Test func `records and references outlast the process`() throws {
    let frontier = try before.open()
    let clerk = Clerk(frontier)
    try clerk.seed("http://a.test/")
    let page = try clerk.take()
    try clerk.finish(
      page, .fetched,
      Clerk.follow(
        .image, "http://a.test/1.png", from: page, via: Via("img[src]", .embedded), alt: "one"))
    try clerk.finish(clerk.take(), .stored(Clerk.content("1.png", bytes: 77)))
    let after = Clerk(try before.dying(frontier).open(.resume))
    #expect(try after.images == clerk.images)
    #expect(try after.pages == clerk.pages)
    #expect(try after.images.first?.found.first?.caption.alt == "one")
    #expect(after.frontier.counts.storedBytes == 77)
    try after.frontier.join()
  }

  @Test func `receipts count on`() throws {
    let frontier = try before.open()
    let clerk = Clerk(frontier)
    try clerk.seed("http://a.test/1", "http://a.test/2", "http://b.test/")
    for _ in 0..<3 { try clerk.finish(clerk.take()) }
    frontier.close()
    try frontier.finish()
    let after = Clerk(try before.open(.resume))
    try after.seed("http://b.test/2")
    try after.finish(after.take())
    #expect(after.frontier.hostStatistics.map(\.host) == ["http://a.test", "http://b.test"])
    #expect(after.frontier.hostStatistics.map(\.requests) == [2, 2])
  }

  @Test(arguments: [(1_030, true), (1_061, false), (1_000 - 20 * 86_400, false)])
  func `a rest goes on as far as the civil clock can be trusted`(
    now: Int64, rests: Bool
  ) throws {
    let frontier = try before.open(at: 1_000)
    let clerk = Clerk(frontier)
    try clerk.seed("http://a.test/")
    try frontier.refuse(clerk.take(), asking: .seconds(60))
    let start = MonotonicTime.now
    let after = try before.dying(frontier).open(.resume, at: now)
    if !rests {
      #expect(try after.get(for: WorkerID(0))?.address.text == "http://a.test/")
      return
    }
    // Another thread reads the waiting jobs.
    var polled = try after.poll(1, for: WorkerID(0))
    while polled.pollAgain == nil, polled.assignments.isEmpty {
      polled = try after.poll(1, for: WorkerID(0))
    }
    #expect(polled.assignments.isEmpty)
    let left = try #require(polled.pollAgain) - start
    #expect(left > .seconds(20) && left < .seconds(3_000))
  }

  @Test func `a silent origin is tried at once after a restart`() throws {
    let frontier = try before.open()
    let clerk = Clerk(frontier)
    try clerk.seed("http://a.test/")
    let job = try clerk.take()
    let sign = ServerSign(reaction: .unanswered(.unreachable))
    frontier.released(job, sign, by: clerk.worker)
    try frontier.putBack(job, as: job.request, after: .zero, because: nil)
    let after = try before.dying(frontier).open(.resume)
    #expect(try after.get(for: WorkerID(0))?.address.text == "http://a.test/")
    #expect(after.counts.awaited == nil)
  }

  @Test func `a circle of redirects is recognised over restarts`() throws {
    let frontier = try before.open()
    var clerk = Clerk(frontier)
    var place = before
    try clerk.seed("http://a.test/1", "http://a.test/2", "http://a.test/3")
    for (number, target) in [(1, 2), (2, 3), (3, 1)] {
      let job = try #require(try clerk.frontier.get(for: clerk.worker))
      #expect(job.address.text == "http://a.test/\(number)")
      let address = "http://a.test/\(target)"
      try clerk.finish(
        job, .redirected(to: WebAddress(address)), Clerk.follow(.page, address, from: job))
      guard number < 3, let old = clerk.frontier as? WindowedFrontier else { continue }
      place = try place.dying(old)
      clerk = Clerk(try place.open(.resume))
    }
    #expect(clerk.frontier.counts.pages.failed == [.redirectLoop: 3])
    #expect(try clerk.pages.map(\.status) == [.failed, .failed, .failed])
    withExtendedLifetime(place) {}
  }

  @Test func `a redirect that an answer confirmed is no part of a new circle`() throws {
    let first = try before.open()
    let clerk = Clerk(first)
    try clerk.seed("http://a.test/1")
    for (number, target) in [(1, 2), (2, 3)] {
      let job = try clerk.take("http://a.test/\(number)")
      let address = "http://a.test/\(target)"
      try clerk.finish(
        job, .redirected(to: WebAddress(address)), Clerk.follow(.page, address, from: job))
    }
    try clerk.finish(clerk.take())
    first.close()
    try first.finish()

    let refresh = try before.open(.refresh)
    let again = Clerk(refresh)
    let one = try #require(try refresh.get(for: again.worker))
    #expect(one.request.earlier?.column == .taken)
    try again.finish(one, .unchanged)
    let after = Clerk(try before.dying(refresh).open(.resume))
    let two = try #require(try after.frontier.get(for: after.worker))
    #expect(two.address.text == "http://a.test/2")
    try after.finish(
      two, .redirected(to: WebAddress("http://a.test/1")),
      Clerk.follow(.page, "http://a.test/1", from: two))
    #expect(after.frontier.counts.pages.taken >= 0)
    #expect(after.frontier.counts.pages.unchanged == 1)
  }
}
