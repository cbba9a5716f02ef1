import Addressing
import CrawlModel
import Robots
import Testing
import Threads

@testable import Scheduling

/// robots.txt as the first path of an origin, with simulated clocks.
struct RobotsGateTests {
  private let start = MonotonicTime(nanoseconds: 1_000_000_000)

  private func rules(_ text: String) -> RobotsResult {
    .rules(KeptRules(RobotsReader.read(Array(text.utf8).span, for: "magpie")))
  }

  private func order(_ addresses: String...) throws -> PoliteOrder {
    var order = PoliteOrder(Politeness(transfersPerOrigin: 6, obeysRobots: true))
    for address in addresses { order.put(Job(address: try WebAddress(address), kind: .page)) }
    return order
  }

  @Test func `nothing starts at an origin before its robots_txt is known`() throws {
    var order = try order("http://a.test/1", "http://a.test/2", "http://b.test/1")
    var asked: [Assignment] = []
    while case .item(let job) = order.start(for: .anybody, at: start) { asked.append(job) }
    #expect(
      Set(asked.map(\.address.text)) == ["http://a.test/robots.txt", "http://b.test/robots.txt"])
    let first = try #require(asked.first { $0.address.host == "a.test" })
    order.admit(first, rules("User-agent: *\nDisallow: /2\n"), at: start)
    var jobs: [Assignment] = []
    while case .item(let job) = order.start(for: .anybody, at: start) { jobs.append(job) }
    #expect(jobs.map(\.address.text) == ["http://a.test/1", "http://a.test/2"])
    #expect(jobs.map { $0.refusal?.reason } == [nil, .skipped(.robots)])
    #expect(jobs.last?.refusal?.note == "line 2 of robots.txt: Disallow: /2")
  }

  @Test func `a long line is told by its beginning`() throws {
    var order = try order("http://a.test/1")
    guard case .item(let robots) = order.start(for: .anybody, at: start) else { return }
    let line = "Disallow: /1" + String(repeating: "*", count: 3_000)
    order.admit(robots, rules("User-agent: *\n\(line)\n"), at: start)
    guard case .item(let job) = order.start(for: .anybody, at: start) else { return }
    let note = try #require(job.refusal?.note)
    #expect(note == "line 2 of robots.txt: " + line.prefix(RobotsGate.longestLine))
  }

  @Test func `what is refused is no request and needs no delay`() throws {
    var order = try order("http://a.test/no/1", "http://a.test/no/2", "http://a.test/yes")
    guard case .item(let robots) = order.start(for: .anybody, at: start) else {
      Issue.record("robots.txt comes first")
      return
    }
    order.admit(robots, rules("User-agent: *\nDisallow: /no\nCrawl-delay: 5\n"), at: start)
    let later = start + .seconds(5)
    var jobs: [Assignment] = []
    while case .item(let job) = order.start(for: .anybody, at: later) { jobs.append(job) }
    #expect(jobs.count == 3)
    for job in jobs { order.taskDone(job, at: later) }
    #expect(order.inFlight == 0)
    #expect(order.receipts.map(\.requests) == [2])
    #expect(order.receipts.map(\.delay) == [.seconds(5)])
  }

  @Test func `a crawl delay counts from the request for robots_txt on`() throws {
    var order = try order("http://a.test/1", "http://a.test/2")
    guard case .item(let robots) = order.start(for: .anybody, at: start) else { return }
    order.admit(robots, rules("User-agent: *\nCrawl-delay: 5\n"), at: start + .seconds(1))
    guard case .notBefore(let time) = order.start(for: .anybody, at: start + .seconds(1)) else {
      Issue.record("it should wait")
      return
    }
    #expect(time == start + .seconds(5))
  }

  @Test func `a robots_txt that could not be had refuses with its fault`() throws {
    var order = try order("http://a.test/1")
    guard case .item(let robots) = order.start(for: .anybody, at: start) else { return }
    order.admit(robots, .unreachable(Refusal(.failed(.timeout), note: "why")), at: start)
    guard case .item(let job) = order.start(for: .anybody, at: start) else {
      Issue.record("the job is handed out to be reported")
      return
    }
    #expect(job.refusal == Refusal(.failed(.timeout), note: "why"))
  }

  @Test func `a retry of robots_txt keeps all else waiting, one day makes it due again`() throws {
    var order = try order("http://a.test/1", "http://a.test/2")
    guard case .item(let robots) = order.start(for: .anybody, at: start) else { return }
    order.giveBack(robots, notBefore: start + .seconds(3))
    guard case .notBefore(let time) = order.start(for: .anybody, at: start) else {
      Issue.record("it should wait")
      return
    }
    #expect(time == start + .seconds(3))
    guard case .item(let again) = order.start(for: .anybody, at: time) else { return }
    #expect(again.kind == .robots)
    order.admit(again, .rules(.allowingAll), at: time)
    guard case .item(let page) = order.start(for: .anybody, at: time) else { return }
    order.taskDone(page, at: time)
    guard case .item(let renewed) = order.start(for: .anybody, at: time + .seconds(86_401)) else {
      Issue.record("there is a job")
      return
    }
    #expect(renewed.kind == .robots)
  }
}
