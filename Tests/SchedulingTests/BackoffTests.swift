import Addressing
import CrawlModel
import Robots
import Testing
import Threads

@testable import Scheduling

/// Back-off of an overloaded origin, with simulated clocks.
struct BackoffTests {
  private func overload(
    _ backoff: inout Backoff, asked: Duration? = nil, inFlight: Int = 1, chance: Double = 0
  ) -> Duration? {
    backoff.rest(asked: asked, isAway: false, inFlight: inFlight, chance: chance)
  }

  @Test func `an overload leads to one rest, however many answers say so at a time`() {
    var backoff = Backoff()
    #expect(overload(&backoff, asked: .seconds(2), inFlight: 6) == .seconds(2))
    for left in (1...5).reversed() {
      #expect(overload(&backoff, asked: .seconds(2), inFlight: left) == nil)
    }
    #expect(overload(&backoff, asked: .seconds(2)) == .seconds(2))
  }

  @Test func `rests grow, with a ceiling, and a little by chance`() {
    var backoff = Backoff()
    let rests = (0..<9).compactMap { _ in overload(&backoff) }
    #expect(rests.map(\.components.seconds) == [1, 2, 4, 8, 16, 32, 64, 120, 120])
    var other = Backoff()
    #expect(overload(&other, asked: .seconds(8), chance: 1) == .seconds(10))
    var zero = Backoff()
    #expect(overload(&zero, asked: .zero) == .seconds(1))
  }

  @Test func `after an overload one transfer tries and the pace comes back slowly`() {
    var backoff = Backoff()
    _ = overload(&backoff)
    var seen: [Int] = []
    for _ in 0..<30 {
      seen.append(backoff.transfers(atMost: 6))
      backoff.answered(limit: 6)
    }
    #expect(seen.first == 1)
    #expect(seen == seen.sorted() && seen.last == 6)
    #expect(seen.count { $0 < 6 } > 6)
  }

  @Test func `an origin that was away goes on at full width after its first answer`() {
    var backoff = Backoff()
    for _ in 0..<3 {
      _ = backoff.rest(asked: nil, isAway: true, inFlight: 1, chance: 0)
      #expect(backoff.transfers(atMost: 6) == 1 && backoff.isProbing)
    }
    backoff.answered(limit: 6)
    #expect(backoff.transfers(atMost: 6) == 6 && !backoff.isProbing)
    let rest = backoff.rest(asked: nil, isAway: true, inFlight: 1, chance: 0)
    #expect(rest == .seconds(1), "the rests begin anew")
  }

  @Test func `an overloaded origin that goes away is still overloaded when it is back`() {
    var backoff = Backoff()
    _ = overload(&backoff)
    _ = backoff.rest(asked: nil, isAway: true, inFlight: 1, chance: 0)
    backoff.answered(limit: 6)
    #expect(backoff.transfers(atMost: 6) == 2)
  }

  @Test func `frequent faults halve the number of transfers, down to one`() {
    var backoff = Backoff()
    var seen: [Int] = []
    for _ in 0..<12 {
      backoff.fault(inFlight: 1, limit: 8)
      seen.append(backoff.transfers(atMost: 8))
    }
    #expect(seen == [8, 8, 4, 4, 4, 2, 2, 2, 1, 1, 1, 1])
  }

  @Test func `single faults change nothing`() {
    var backoff = Backoff()
    for number in 0..<1_000 {
      if number.isMultiple(of: 10) {
        backoff.fault(inFlight: 8, limit: 8)
      } else {
        backoff.answered(limit: 8)
      }
      #expect(backoff.transfers(atMost: 8) == 8)
    }
  }

  /// Every response is a 429: each rest has at most one request, however many were in flight.
  @Test func `a storm of refusals leads to one request a rest`() throws {
    var order = PoliteOrder(Politeness(transfersPerOrigin: 6))
    for number in 0..<50 {
      order.put(Job(address: try WebAddress("http://a.test/\(number)"), kind: .page))
    }
    var now = MonotonicTime(nanoseconds: 0)
    func take() -> [Assignment] {
      var jobs: [Assignment] = []
      while case .item(let job) = order.next(for: .anybody, at: now) { jobs.append(job) }
      return jobs
    }
    func refuse(_ job: Assignment) {
      let sign = ServerSign(reaction: .overloaded(asking: .seconds(2)))
      order.giveBack(job, server: sign, at: now, notBefore: now)
    }
    let first = take()
    #expect(first.count == 6)
    for job in first { refuse(job) }
    for _ in 0..<5 {
      guard case .notBefore(let time) = order.next(for: .anybody, at: now) else {
        Issue.record("the origin should rest")
        return
      }
      #expect(time >= now + .seconds(2))
      now = time
      let jobs = take()
      #expect(jobs.count == 1)
      for job in jobs { refuse(job) }
    }
  }
}
