import Addressing
import CrawlModel
import Robots
import Testing
import Threads

@testable import Scheduling

/// Back-off of an overloaded origin, with simulated clocks.
struct BackoffTests {
  private static let origin = Origin(scheme: .http, host: "a.test", port: 80)

  @Test func `an overload leads to one rest, however many answers say so at a time`() {
    var backoff = Backoff()
    #expect(backoff.overload(asked: .seconds(2), inFlight: 6, chance: 0) == .seconds(2))
    for left in (1...5).reversed() {
      #expect(backoff.overload(asked: .seconds(2), inFlight: left, chance: 0) == nil)
    }
    #expect(backoff.overload(asked: .seconds(2), inFlight: 1, chance: 0) == .seconds(2))
  }

  @Test func `rests grow, with a ceiling, and a little by chance`() {
    var backoff = Backoff()
    let rests = (0..<9).compactMap { _ in
      backoff.overload(asked: nil, inFlight: 1, chance: 0)
    }
    #expect(rests.map(\.components.seconds) == [1, 2, 4, 8, 16, 32, 64, 120, 120])
    var other = Backoff()
    #expect(other.overload(asked: .seconds(8), inFlight: 1, chance: 1) == .seconds(10))
    var zero = Backoff()
    #expect(zero.overload(asked: .zero, inFlight: 1, chance: 0) == .seconds(1))
  }

  @Test func `after an overload one transfer tries and the pace comes back slowly`() {
    var backoff = Backoff()
    _ = backoff.overload(asked: nil, inFlight: 1, chance: 0)
    backoff.ended(limit: 6)
    #expect(backoff.transfers(atMost: 6) == 1)
    var seen: [Int] = []
    for _ in 0..<30 {
      backoff.ended(limit: 6)
      seen.append(backoff.transfers(atMost: 6))
    }
    #expect(seen.first == 2)
    #expect(seen == seen.sorted() && seen.last == 6)
    #expect(seen.count { $0 < 6 } > 6)
  }

  @Test func `each fault halves the number of transfers, down to one`() {
    var backoff = Backoff()
    var seen: [Int] = []
    for _ in 0..<4 {
      backoff.fault(inFlight: 1, limit: 8)
      backoff.ended(limit: 8)
      seen.append(backoff.transfers(atMost: 8))
    }
    #expect(seen == [4, 2, 1, 1])
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
      _ = order.overload(at: Self.origin, asking: .seconds(2), now: now, chance: 0)
      order.giveBack(job, notBefore: now)
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
