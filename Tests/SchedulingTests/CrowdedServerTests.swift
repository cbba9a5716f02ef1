import Addressing
import CrawlModel
import Robots
import Testing
import Threads

@testable import Scheduling

/// Very many names at one network address, and names with different delays.
struct CrowdedServerTests {
  private let start = MonotonicTime(nanoseconds: 1_000_000_000)
  private let machine = IPAddress.v4(0x0808_0808)

  private func put(_ hosts: Int, each count: Int, into order: inout PoliteOrder) throws {
    for number in 0..<count {
      for host in 0..<hosts {
        let address = try WebAddress("http://h\(host).test/\(number)")
        order.put(Job(address: address, kind: .page))
      }
    }
  }

  private func end(
    _ job: Assignment, at address: IPAddress, _ order: inout PoliteOrder, _ now: MonotonicTime
  ) {
    order.taskDone(
      job, server: ServerSign(address: address, latency: .milliseconds(5)), at: now)
  }

  /// If the cost grew with the number of names, this test would time out.
  @Test func `thirty thousand names at one address cost no more than two`() throws {
    let count = 30_000
    var order = PoliteOrder(Politeness(delay: .seconds(1)))
    try put(count, each: 2, into: &order)
    while case .item(let job) = order.start(for: .anybody, at: start) {
      end(job, at: machine, &order, start)
    }
    var now = start
    var starts = 0
    while starts < count {
      switch order.start(for: .anybody, at: now) {
      case .item(let job):
        starts += 1
        end(job, at: machine, &order, now)
      case .notBefore(let time):
        guard time > now else {
          Issue.record("not before a time that has come")
          return
        }
        now = time
      case .nothing:
        Issue.record("something waits")
        return
      }
    }
    #expect(now == start + .seconds(count))
  }

  @Test func `who wants a longer delay is not overtaken for ever`() throws {
    var order = PoliteOrder(Politeness(delay: .seconds(1)))
    var rules = QueueRules()
    rules.paces["h0.test"] = .init(delay: .seconds(10))
    order.follow(rules)
    try put(2, each: 100, into: &order)
    var now = start
    var starts: [(host: String, time: MonotonicTime)] = []
    while now < start + .seconds(99) {
      switch order.start(for: .anybody, at: now) {
      case .item(let job):
        starts.append((job.address.host, now))
        end(job, at: machine, &order, now)
      case .notBefore(let time): now = time
      case .nothing:
        Issue.record("something waits")
        return
      }
    }
    for (one, next) in zip(starts, starts.dropFirst()).dropFirst(2) {
      #expect(next.time - one.time >= .seconds(next.host == "h0.test" ? 10 : 1))
    }
    #expect(starts.count { $0.host == "h0.test" } >= 4, "it has its turn")
    #expect(starts.count { $0.host == "h1.test" } >= 40, "and so has the other")
  }

  @Test func `a line goes on when the one that filled the address turns out to live elsewhere`()
    throws
  {
    var politeness = Politeness(transfersPerOrigin: 6)
    politeness.transfersPerAddress = 6
    var order = PoliteOrder(politeness)
    var rules = QueueRules()
    rules.paces["h0.test"] = .init(transfers: 20)
    order.follow(rules)
    for number in 0..<20 {
      let address = try WebAddress("http://h0.test/\(number)")
      order.put(Job(address: address, kind: .page))
    }
    var out: [Assignment] = []
    while case .item(let job) = order.start(for: .anybody, at: start) { out.append(job) }
    #expect(out.count == 20)
    order.put(Job(address: try WebAddress("http://h1.test/a"), kind: .page))
    guard case .item(let first) = order.start(for: .anybody, at: start) else {
      Issue.record("another host is not kept waiting")
      return
    }
    end(first, at: machine, &order, start)
    end(out.removeLast(), at: machine, &order, start)
    order.put(Job(address: try WebAddress("http://h1.test/b"), kind: .page))
    guard case .nothing = order.start(for: .anybody, at: start) else {
      Issue.record("the address is full")
      return
    }
    end(out.removeLast(), at: .v4(0x0909_0909), &order, start)
    guard case .item(let next) = order.start(for: .anybody, at: start) else {
      Issue.record("there is room at the address")
      return
    }
    #expect(next.address.text == "http://h1.test/b")
  }

  @Test func `names take turns at a full address`() throws {
    var politeness = Politeness(transfersPerOrigin: 2)
    politeness.transfersPerAddress = 2
    var order = PoliteOrder(politeness)
    try put(10, each: 30, into: &order)
    var out: [Assignment] = []
    func take() {
      while case .item(let job) = order.start(for: .anybody, at: start) { out.append(job) }
    }
    take()
    var served: [String] = []
    while !out.isEmpty {
      let job = out.removeFirst()
      served.append(job.address.host)
      end(job, at: machine, &order, start)
      take()
    }
    #expect(served.count == 300)
    // Jobs handed out before the network address was known come first.
    let later = served.dropFirst(20).prefix(200)
    let turns = Dictionary(grouping: later, by: \.self).mapValues(\.count)
    #expect(turns.count == 10 && turns.values.allSatisfy { (15...25).contains($0) }, "\(turns)")
  }

  @Test func `a robots_txt that lies elsewhere says nothing of where its host lives`() throws {
    var politeness = Politeness(transfersPerOrigin: 2, obeysRobots: true)
    politeness.transfersPerAddress = 2
    var order = PoliteOrder(politeness)
    try put(2, each: 5, into: &order)
    var asked: [Assignment] = []
    while case .item(let job) = order.start(for: .anybody, at: start) { asked.append(job) }
    #expect(asked.map(\.kind) == [.robots, .robots])
    let elsewhere = try WebAddress("http://robots.test/robots.txt")
    for job in asked {
      order.giveBack(job, as: job.request.redirected(to: elsewhere), notBefore: start)
    }
    var hops: [Assignment] = []
    while case .item(let job) = order.start(for: .anybody, at: start) { hops.append(job) }
    #expect(hops.map(\.target) == [elsewhere, elsewhere])
    for job in hops {
      order.admit(
        job, .rules(.allowingAll), server: ServerSign(address: machine), at: start)
    }
    var out = 0
    while case .item = order.start(for: .anybody, at: start) { out += 1 }
    #expect(out == 4)
  }
}
