import Addressing
import CrawlModel
import Testing
import Threads

@testable import Scheduling

/// Origins that give no answer, with simulated clocks.
struct AwayOrderTests {
  typealias Silence = ServerSign.Silence

  private static let start = MonotonicTime(nanoseconds: 1_000_000_000)
  private static let silences: [Silence] = [.unresolved, .unreachable, .brokenOff, .timedOut]

  /// An order with jobs of one origin, whose clock moves to the next possible start.
  private final class Site {
    var order: PoliteOrder
    var now = AwayOrderTests.start
    private var number = 0

    init(_ politeness: Politeness = Politeness(transfersPerOrigin: 4)) {
      order = PoliteOrder(politeness)
    }

    func put(_ count: Int, at host: String = "a.test") throws {
      for _ in 0..<count {
        number += 1
        order.put(Job(address: try WebAddress("http://\(host)/\(number)"), kind: .image))
      }
    }

    var hasOnlySetAside: Bool { order.hasOnlySetAside }
    var inFlight: Int { order.inFlight }

    func giveUp() -> Bool { order.giveUpHopeless(at: now) }

    /// Everything that may start now.
    func all() -> [Assignment] {
      var jobs: [Assignment] = []
      while case .item(let job) = order.next(for: .anybody, at: now) { jobs.append(job) }
      return jobs
    }

    /// Everything that may start next, after waiting for it.
    func wait() -> [Assignment] {
      let jobs = all()
      guard jobs.isEmpty, case .notBefore(let time) = order.next(for: .anybody, at: now) else {
        return jobs
      }
      now = max(now, time)
      return all()
    }

    /// Ends a transfer; returns how long the job is excused for.
    @discardableResult
    func end(
      _ job: Assignment, _ reaction: ServerSign.Reaction, sentAt: MonotonicTime? = nil
    ) -> Duration? {
      order.released(job, ServerSign(sentAt: sentAt, reaction: reaction), at: now).excuse
    }

    /// Ends a transfer without an answer, and puts the job back if it is excused.
    func fail(_ job: Assignment, _ silence: Silence) {
      let excuse = end(job, .unanswered(silence))
      let request = excuse == nil ? job.request.repeated : job.request.excused
      order.putBack(job.again(as: request), notBefore: now + (excuse ?? .zero))
    }
  }

  @Test(arguments: silences, [false, true])
  func `only an origin that has answered excuses its jobs, and a name service always`(
    silence: Silence, hasAnswered: Bool
  ) throws {
    let site = Site()
    try site.put(2)
    let jobs = site.all()
    if hasAnswered { site.end(jobs[0], .answered) }
    let excuse = site.end(jobs[1], .unanswered(silence))
    #expect((excuse != nil) == (hasAnswered || silence == .unresolved))
  }

  @Test(arguments: silences)
  func `an origin that is away is tried with one transfer at a time, and goes on at full width`(
    silence: Silence
  ) throws {
    let site = Site()
    try site.put(40)
    for job in site.all() { site.end(job, .answered) }
    for job in site.all() { site.fail(job, silence) }
    var rests: [Duration] = []
    for _ in 0..<4 {
      let before = site.now
      let probe = site.wait()
      rests.append(site.now - before)
      #expect(probe.count == 1)
      for job in probe { site.fail(job, silence) }
    }
    #expect(rests == [.seconds(1), .seconds(2), .seconds(4), .seconds(8)])
    let last = try #require(site.wait().first)
    site.end(last, .answered)
    #expect(site.all().count == 4)
  }

  @Test func `another job is tried than the one that failed`() throws {
    let site = Site(Politeness(transfersPerOrigin: 1))
    try site.put(3)
    site.end(try #require(site.all().first), .answered)
    let bad = try #require(site.all().first)
    site.fail(bad, .timedOut)
    let next = try #require(site.wait().first)
    #expect(next.job != bad.job)
    site.end(next, .answered)
    #expect(site.wait().map(\.job) == [bad.job])
  }

  @Test func `failed and other jobs take turns as probes`() throws {
    let site = Site(Politeness(transfersPerOrigin: 1))
    try site.put(9)
    site.end(try #require(site.all().first), .answered)
    var isFresh: [Bool] = []
    for _ in 0..<6 {
      let job = try #require(site.wait().first)
      isFresh.append(!job.request.wasExcused)
      site.fail(job, .brokenOff)
    }
    #expect(isFresh == [true, false, true, false, true, false])
  }

  @Test(arguments: [Silence.brokenOff, .timedOut])
  func `an address that alone gives no answer is excused once, and no strain`(
    silence: Silence
  ) throws {
    let site = Site()
    try site.put(20)
    let jobs = site.all()
    let sent = site.now
    site.now = site.now + .seconds(1)
    site.end(jobs[1], .answered, sentAt: sent)
    #expect(site.end(jobs[0], .unanswered(silence), sentAt: sent) == .seconds(1))
    #expect(site.all().count == 2, "there is no rest")
    let again = jobs[0].again(as: jobs[0].request.excused)
    site.order.putBack(again, notBefore: site.now)
    site.end(jobs[2], .answered)
    let second = try #require(site.all().first)
    #expect(second.job == jobs[0].job)
    site.end(jobs[3], .answered)
    #expect(site.end(second, .unanswered(silence), sentAt: sent) == nil)
  }

  /// Lets an origin fail until its rest is longer than the patience with it; returns the rounds.
  private func rounds(
    _ reaction: ServerSign.Reaction, hasAnswered: Bool, takes: Duration = .zero,
    patience: Duration = .seconds(900)
  ) throws -> Int {
    var politeness = Politeness(transfersPerOrigin: 4)
    politeness.patience = patience
    let site = Site(politeness)
    try site.put(200)
    if hasAnswered { for job in site.all() { site.end(job, .answered) } }
    for round in 1...60 {
      let jobs = site.wait()
      #expect(jobs.count == (round == 1 ? 4 : 1))
      site.now = site.now + takes
      for job in jobs {
        site.end(job, reaction)
        site.order.putBack(job.again(as: job.request), notBefore: site.now)
      }
      _ = site.order.next(for: .anybody, at: site.now)
      if site.hasOnlySetAside { return round }
    }
    Issue.record("never given up")
    return 0
  }

  @Test func `an origin is given up after its patience, or a few rounds that never end`() throws {
    // Rests of 1, 2, 4, … 64, 120, 120 … seconds.
    #expect(try rounds(.unanswered(.unreachable), hasAnswered: true) == 15)
    #expect(try rounds(.unanswered(.unresolved), hasAnswered: true) == 15)
    #expect(try rounds(.unanswered(.brokenOff), hasAnswered: true) == 15)
    #expect(try rounds(.overloaded(asking: nil), hasAnswered: true) == 15)
    #expect(try rounds(.overloaded(asking: nil), hasAnswered: false) == 15)
    #expect(
      try rounds(.overloaded(asking: .seconds(60)), hasAnswered: true, patience: .seconds(70)) == 3)
    #expect(try rounds(.unanswered(.timedOut), hasAnswered: true, takes: .seconds(30)) == 5)
    #expect(
      try rounds(.unanswered(.timedOut), hasAnswered: true, takes: .seconds(1)) == 6,
      "not before half a minute")
    for silence in Self.silences {
      #expect(try rounds(.unanswered(silence), hasAnswered: false, takes: .seconds(1)) == 5)
    }
    #expect(
      try rounds(.unanswered(.unreachable), hasAnswered: true, patience: .zero) == 2,
      "one round may be a moment's trouble")
  }

  @Test func `nothing waits for an origin without answers, which is given up in the end`() throws {
    var politeness = Politeness(transfersPerOrigin: 2)
    politeness.patience = .zero
    let site = Site(politeness)
    try site.put(50)
    for job in site.all() { site.end(job, .answered) }
    for _ in 0..<3 { for job in site.wait() { site.fail(job, .unreachable) } }
    try site.put(6, at: "b.test")
    for _ in 0..<3 {
      let jobs = site.all()
      #expect(jobs.map(\.address.host) == ["b.test", "b.test"])
      #expect(!site.hasOnlySetAside)
      for job in jobs { site.end(job, .answered) }
    }
    #expect(site.all().isEmpty && site.hasOnlySetAside)
    #expect(site.giveUp())
    let refused = site.all()
    #expect(refused.count == 48)
    #expect(refused.allSatisfy { $0.refusal?.reason == .failed(.unresponsive) })
    #expect(site.inFlight == 0)
    try site.put(1)
    #expect(site.all().map(\.refusal?.reason) == [.failed(.unresponsive)], "what comes later too")
  }

  @Test func `an origin that answers again is no longer set aside`() throws {
    var politeness = Politeness(transfersPerOrigin: 2)
    politeness.patience = .zero
    let site = Site(politeness)
    try site.put(50)
    for job in site.all() { site.end(job, .answered) }
    for _ in 0..<4 { for job in site.wait() { site.fail(job, .unreachable) } }
    _ = site.all()
    #expect(site.hasOnlySetAside)
    site.end(try #require(site.wait().first), .answered)
    #expect(site.all().count == 2)
    #expect(!site.hasOnlySetAside)
  }
}
