import Addressing
import CrawlModel
import Robots
import Testing
import Threads

@testable import Scheduling

/// Paces that change while a crawl runs, with a simulated clock.
struct QueueRulesTests {
  private let start = MonotonicTime(nanoseconds: 1_000_000_000)

  private func order(_ politeness: Politeness, pages: Int = 20) throws -> PoliteOrder {
    var order = PoliteOrder(politeness)
    for number in 0..<pages {
      order.put(Job(address: try WebAddress("http://a.test/\(number)"), kind: .page))
    }
    return order
  }

  private func rules(delay: Duration? = nil, transfers: Int? = nil) -> QueueRules {
    var rules = QueueRules()
    rules.pace = .init(delay: delay, transfers: transfers)
    return rules
  }

  /// When the next job may start; `nil` if unknown.
  private func waits(_ order: inout PoliteOrder, at now: MonotonicTime) -> MonotonicTime? {
    if case .notBefore(let time) = order.start(for: .anybody, at: now) { time } else { nil }
  }

  private func take(_ order: inout PoliteOrder, at now: MonotonicTime) -> [Assignment] {
    var jobs: [Assignment] = []
    while case .item(let job) = order.start(for: .anybody, at: now) { jobs.append(job) }
    return jobs
  }

  @Test func `a delay counts from the last start, longer or shorter than before`() throws {
    var order = try order(Politeness(delay: .seconds(5)))
    #expect(take(&order, at: start).count == 1)
    #expect(waits(&order, at: start) == start + .seconds(5))
    order.follow(rules(delay: .seconds(2)))
    #expect(waits(&order, at: start) == start + .seconds(2))
    order.follow(rules(delay: .seconds(60)))
    #expect(waits(&order, at: start) == start + .seconds(60))
    order.follow(QueueRules())
    #expect(waits(&order, at: start) == start + .seconds(5), "without the rule it is as before")
  }

  @Test func `the number of transfers goes up at once, and down as they end`() throws {
    var order = try order(Politeness(transfersPerOrigin: 2))
    var out = take(&order, at: start)
    #expect(out.count == 2)
    order.follow(rules(transfers: 5))
    out += take(&order, at: start)
    #expect(out.count == 5)
    order.follow(rules(transfers: 1))
    for left in (1...4).reversed() {
      order.taskDone(out.removeFirst(), at: start)
      #expect(order.inFlight == left)
      #expect(take(&order, at: start).isEmpty)
    }
    order.taskDone(out.removeFirst(), at: start)
    #expect(take(&order, at: start).count == 1)
  }

  @Test func `a larger crawl delay in robots_txt wins`() throws {
    var order = try order(Politeness(obeysRobots: true))
    let asked = try #require(take(&order, at: start).first)
    let robots = RobotsReader.read(
      Array("User-agent: *\nCrawl-delay: 10\n".utf8).span, for: "magpie")
    order.admit(asked, .rules(KeptRules(robots)), at: start)
    order.follow(rules(delay: .seconds(3)))
    #expect(waits(&order, at: start) == start + .seconds(10))
    order.follow(rules(delay: .seconds(12)))
    #expect(waits(&order, at: start) == start + .seconds(12))
  }

  @Test func `a pace is also that of hosts that are met later`() throws {
    var order = try order(Politeness(), pages: 0)
    var rules = QueueRules()
    rules.paces[".test"] = .init(transfers: 1)
    rules.paces["b.test"] = .init(transfers: 3)
    order.follow(rules)
    for host in ["a.test", "b.test", "c.example"] {
      for number in 0..<9 {
        order.put(Job(address: try WebAddress("http://\(host)/\(number)"), kind: .page))
      }
    }
    let hosts = take(&order, at: start).map(\.address.host)
    #expect(
      Dictionary(grouping: hosts, by: \.self).mapValues(\.count)
        == ["a.test": 1, "b.test": 3, "c.example": 6])
  }

  @Test func `a rest is not cut short by a shorter delay`() throws {
    var order = try order(Politeness(delay: .seconds(1)))
    let job = try #require(take(&order, at: start).first)
    order.hold(job.target.origin, until: start + .seconds(30))
    order.follow(rules(delay: .zero))
    order.taskDone(job, at: start)
    #expect(waits(&order, at: start) == start + .seconds(30))
  }
}
