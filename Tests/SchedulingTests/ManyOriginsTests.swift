import Addressing
import CrawlModel
import Testing
import Threads

@testable import Scheduling

/// A hundred thousand origins: if the cost grew with their number, these tests would time out.
struct ManyOriginsTests {
  private static let count = 100_000

  private static func job(_ number: Int, _ path: String = "") throws -> Job {
    Job(address: try WebAddress("http://h\(number).test/\(path)"), kind: .page)
  }

  @Test func `put and next do not grow with the number of origins`() throws {
    var order = PoliteOrder(Politeness(transfersPerOrigin: 1, delay: .seconds(1)))
    let jobs = try (0..<Self.count).map { try Self.job($0) }
    for job in jobs { order.put(job) }
    var handedOut = 0
    while case .item(let job) = order.start(for: WorkerID(handedOut % 8), at: .distantPast) {
      handedOut += 1
      order.taskDone(job, at: .distantPast)
    }
    #expect(handedOut == Self.count)
  }

  @Test func `neither do rests, retries and waiting for all of them`() throws {
    var order = PoliteOrder(Politeness(transfersPerOrigin: 2))
    let start = MonotonicTime(nanoseconds: 1_000)
    for number in 0..<Self.count {
      order.put(try Self.job(number))
      order.put(try Self.job(number, "b"))
    }
    // Each origin is in the ring when it gets a retry and a rest.
    for _ in 0..<Self.count {
      guard case .item(let job) = order.start(for: .anybody, at: start) else { break }
      order.giveBack(job, notBefore: start + .seconds(1))
      order.hold(job.target.origin, until: start + .nanoseconds(Int64(2 * Self.count)))
    }
    #expect(order.inFlight == 0)
    let answer = order.start(for: .anybody, at: start)
    guard case .notBefore = answer else {
      Issue.record("something started in a rest: \(answer)")
      return
    }
    var handedOut = 0
    while case .item(let job) = order.start(for: .anybody, at: start + .seconds(2)) {
      handedOut += 1
      order.taskDone(job, at: start + .seconds(2))
    }
    #expect(handedOut == 2 * Self.count)
  }
}
