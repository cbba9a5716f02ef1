import Addressing
import CrawlModel
import Testing
import Threads

@testable import Scheduling

/// A delay counts from the moment a request is sent, with simulated clocks.
struct SendingTests {
  private static func time(_ milliseconds: Int) -> MonotonicTime { Desk.time(milliseconds) }

  private func order(delay: Duration, _ hosts: String...) throws -> PoliteOrder {
    var order = PoliteOrder(Politeness(transfersPerOrigin: 4, delay: delay))
    for host in hosts {
      for number in 0..<9 {
        order.put(Job(address: try WebAddress("http://\(host)/\(number)"), kind: .page))
      }
    }
    return order
  }

  private func take(_ order: inout PoliteOrder, at milliseconds: Int) -> Assignment? {
    guard case .item(let job) = order.next(for: .anybody, at: Self.time(milliseconds)) else {
      return nil
    }
    return job
  }

  private func job(_ order: inout PoliteOrder, at milliseconds: Int) throws -> Assignment {
    let job = take(&order, at: milliseconds)
    return try #require(job)
  }

  private func expectJob(_ order: inout PoliteOrder, at milliseconds: Int) {
    let job = take(&order, at: milliseconds)
    #expect(job != nil, "at \(milliseconds)")
  }

  private func expectNothing(_ order: inout PoliteOrder, at milliseconds: Int) {
    let job = take(&order, at: milliseconds)
    #expect(job == nil, "at \(milliseconds)")
  }

  @Test func `the next request waits for the sending of the last, and then for the delay`() throws {
    var order = try order(delay: .milliseconds(100), "a.test")
    let first = try job(&order, at: 0)
    #expect(first.isPaced)
    expectNothing(&order, at: 5_000)
    order.sent(first, at: Self.time(5_000))
    expectNothing(&order, at: 5_099)
    let second = try job(&order, at: 5_100)
    order.sent(second, at: Self.time(5_101))
    expectNothing(&order, at: 5_200)
    expectJob(&order, at: 5_201)
    let receipts = order.receipts
    #expect(receipts.first?.fastestInterval == .milliseconds(101))
  }

  @Test(arguments: [0, 100])
  func `a random delay adds another time to each pause, up to its limit`(delay: Int) throws {
    var politeness = Politeness(transfersPerOrigin: 4, delay: .milliseconds(delay))
    politeness.randomDelay = .milliseconds(50)
    var order = PoliteOrder(politeness)
    for number in 0..<40 {
      order.put(Job(address: try WebAddress("http://a.test/\(number)"), kind: .page))
    }
    var pauses: Set<Int> = []
    var last = try job(&order, at: 0)
    var now = 0
    for _ in 1..<40 {
      order.sent(last, at: Self.time(now))
      order.released(last, ServerSign(reaction: .answered), at: Self.time(now))
      let sending = now
      var next: Assignment?
      while next == nil, now <= sending + delay + 50 {
        next = take(&order, at: now)
        if next == nil { now += 1 }
      }
      last = try #require(next, "no request after \(delay + 50) ms")
      pauses.insert(now - sending)
    }
    #expect(pauses.count > 1)
    #expect(pauses.allSatisfy { $0 >= delay })
  }

  @Test func `a request that is never sent ends the wait`() throws {
    var order = try order(delay: .milliseconds(100), "a.test")
    let first = try job(&order, at: 0)
    let sign = ServerSign(reaction: .answered)
    order.released(first, sign, at: Self.time(40))
    expectNothing(&order, at: 99)
    expectJob(&order, at: 100)
    let receipts = order.receipts
    #expect(receipts.first?.fastestInterval == nil)
  }

  @Test func `the end of a transfer that was sent does not end the wait for the next`() throws {
    var order = try order(delay: .milliseconds(100), "a.test")
    let first = try job(&order, at: 0)
    order.sent(first, at: Self.time(0))
    let second = try job(&order, at: 100)
    order.released(first, ServerSign(sentAt: Self.time(0)), at: Self.time(150))
    expectNothing(&order, at: 1_000)
    order.sent(second, at: Self.time(1_000))
    expectJob(&order, at: 1_100)
  }

  @Test func `without a delay nothing waits for a sending, and the intervals are still known`()
    throws
  {
    var order = try order(delay: .zero, "a.test")
    var jobs: [Assignment] = []
    for _ in 0..<4 { jobs.append(try job(&order, at: 0)) }
    for job in jobs { #expect(!job.isPaced) }
    for (job, time) in zip(jobs, [10, 30, 35, 60]) {
      order.released(job, ServerSign(sentAt: Self.time(time)), at: Self.time(100))
    }
    let receipts = order.receipts
    #expect(receipts.first?.fastestInterval == .milliseconds(5))
  }

  @Test func `names of one machine wait for each other's sendings`() throws {
    var order = try order(delay: .milliseconds(100), "a.test", "b.test")
    let address = try #require(IPAddress("192.0.2.1"))
    for _ in 0..<2 {
      let job = try job(&order, at: 0)
      order.sent(job, at: Self.time(0))
      let sign = ServerSign(address: address, sentAt: Self.time(0))
      order.released(job, sign, at: Self.time(1))
    }
    let first = try job(&order, at: 100)
    expectNothing(&order, at: 900)
    order.sent(first, at: Self.time(900))
    expectNothing(&order, at: 999)
    let second = try job(&order, at: 1_000)
    #expect(second.job.address.host != first.job.address.host)
  }
}
