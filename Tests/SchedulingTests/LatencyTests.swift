import Addressing
import CrawlModel
import Robots
import Testing
import Threads

@testable import Scheduling

/// Origins whose responses get slower, with simulated clocks.
struct LatencyTests {
  private let start = MonotonicTime(nanoseconds: 1_000_000_000)

  /// Simulates responses with these latencies; returns the number of transfers allowed after each.
  private func transfers(_ latencies: [Duration], limit: Int = 8) throws -> [Int] {
    var order = PoliteOrder(Politeness(transfersPerOrigin: limit))
    for number in 0..<(latencies.count + limit) {
      order.put(Job(address: try WebAddress("http://a.test/\(number)"), kind: .page))
    }
    var out: [Assignment] = []
    var allowed: [Int] = []
    for latency in latencies {
      while case .item(let job) = order.next(for: .anybody, at: start) { out.append(job) }
      allowed.append(out.count)
      let job = out.removeFirst()
      order.taskDone(job, server: ServerSign(latency: latency), at: start)
    }
    return allowed
  }

  @Test func `an origin that gets slower gets fewer transfers, one that recovers gets them back`()
    throws
  {
    let quick = [Duration](repeating: .milliseconds(20), count: 50)
    let slow = [Duration](repeating: .milliseconds(900), count: 60)
    let allowed = try transfers(quick + slow + quick + quick + quick)
    #expect(allowed[49] == 8)
    #expect(allowed[109] <= 2, "\(allowed)")
    #expect(allowed.last == 8)
    #expect(allowed.allSatisfy { (1...8).contains($0) })
  }

  @Test func `what varies little is no strain`() throws {
    let latencies = (0..<200).map { Duration.milliseconds($0 % 7 == 0 ? 90 : 3) }
    #expect(try transfers(latencies).allSatisfy { $0 == 8 })
  }

  @Test func `one slow answer is no strain`() throws {
    var latencies = [Duration](repeating: .milliseconds(20), count: 60)
    latencies[30] = .milliseconds(400)
    #expect(try transfers(latencies).allSatisfy { $0 == 8 })
  }

  @Test func `an origin that is slow from the first answer on is taken as it is`() throws {
    let latencies = [Duration](repeating: .seconds(3), count: 40)
    #expect(try transfers(latencies).allSatisfy { $0 == 8 })
  }

  @Test func `an origin that became slower for good gets its transfers back in time`() throws {
    let latencies =
      [Duration](repeating: .milliseconds(20), count: 20)
      + [Duration](repeating: .milliseconds(500), count: 600)
    let allowed = try transfers(latencies)
    #expect(allowed.contains(1))
    #expect(allowed.last == 8)
  }

  @Test func `quick images beside slow pages are no strain`() throws {
    var order = PoliteOrder(Politeness(transfersPerOrigin: 6))
    for number in 0..<600 {
      let kind: Job.Kind = number.isMultiple(of: 4) ? .page : .image
      order.put(Job(address: try WebAddress("http://a.test/\(number)"), kind: kind))
    }
    var out: [Assignment] = []
    var fewest = Int.max
    for _ in 0..<500 {
      while case .item(let job) = order.next(for: .anybody, at: start) { out.append(job) }
      fewest = min(fewest, out.count)
      let job = out.removeFirst()
      let latency: Duration = job.kind == .image ? .milliseconds(20) : .milliseconds(600)
      order.taskDone(job, server: ServerSign(latency: latency), at: start)
    }
    #expect(fewest == 6)
  }

  @Test func `neither are pages of which some are quick`() throws {
    let latencies = (0..<400).map { Duration.milliseconds($0 % 4 == 0 ? 15 : 500) }
    #expect(try transfers(latencies).allSatisfy { $0 == 8 })
  }

  @Test func `a quick robots_txt says nothing of the pages`() throws {
    var order = PoliteOrder(Politeness(transfersPerOrigin: 4, obeysRobots: true))
    for number in 0..<100 {
      order.put(Job(address: try WebAddress("http://a.test/\(number)"), kind: .page))
    }
    guard case .item(let robots) = order.next(for: .anybody, at: start) else { return }
    let quick = ServerSign(latency: .milliseconds(2))
    order.admit(robots, .rules(.allowingAll), server: quick, at: start)
    for _ in 0..<60 {
      guard case .item(let job) = order.next(for: .anybody, at: start) else { continue }
      order.taskDone(job, server: ServerSign(latency: .milliseconds(400)), at: start)
    }
    let fewest = order.receipts.map(\.fewestTransfers)
    #expect(fewest == [nil])
  }

  @Test func `the receipt tells how few there were`() throws {
    var order = PoliteOrder(Politeness(transfersPerOrigin: 4))
    for number in 0..<100 {
      order.put(Job(address: try WebAddress("http://a.test/\(number)"), kind: .page))
    }
    for number in 0..<90 {
      guard case .item(let job) = order.next(for: .anybody, at: start) else { continue }
      let latency: Duration = number < 20 ? .milliseconds(10) : .seconds(2)
      order.taskDone(job, server: ServerSign(latency: latency), at: start)
    }
    let receipt = order.receipts.first
    #expect(receipt?.fewestTransfers == 1 && receipt?.rests == 0)
  }
}
