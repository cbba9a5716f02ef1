import Addressing
import CrawlModel
import TestSupport
import Testing
import Threads

@testable import Scheduling

/// Many names at one network address, with simulated clocks.
struct ServerGroupTests {
  private let start = MonotonicTime(nanoseconds: 1_000_000_000)
  private let machine = IPAddress.v4(0x0808_0808)

  private func politeness(perAddress: Int, delay: Duration = .zero) -> Politeness {
    var politeness = Politeness(transfersPerOrigin: 2, delay: delay)
    politeness.transfersPerAddress = perAddress
    return politeness
  }

  private func put(_ hosts: Int, each count: Int, into order: inout PoliteOrder) throws {
    for host in 0..<hosts {
      for number in 0..<count {
        let address = try WebAddress("http://h\(host).test/\(number)")
        order.put(Job(address: address, kind: .page))
      }
    }
  }

  private func drain(_ order: inout PoliteOrder, at now: MonotonicTime) -> [Assignment] {
    var jobs: [Assignment] = []
    while case .item(let job) = order.start(for: .anybody, at: now) { jobs.append(job) }
    return jobs
  }

  private func end(
    _ job: Assignment, at address: IPAddress?, _ order: inout PoliteOrder, _ now: MonotonicTime
  ) {
    order.taskDone(
      job, server: ServerSign(address: address, latency: .milliseconds(5)), at: now)
  }

  @Test func `together they have no more in flight than one machine may have`() throws {
    var order = PoliteOrder(politeness(perAddress: 3))
    try put(5, each: 20, into: &order)
    var out = drain(&order, at: start)
    #expect(out.count == 10, "nobody knows yet where they live")
    var done = 0
    while let job = out.first {
      out.removeFirst()
      end(job, at: machine, &order, start)
      done += 1
      let more = drain(&order, at: start)
      out += more
      if done >= 10 { #expect(out.count <= 3) }
    }
    #expect(done == 100, "and none of them is forgotten")
  }

  @Test func `machines of a shared crawl divide what one network address may have`() throws {
    var order = PoliteOrder(politeness(perAddress: 4))
    try put(6, each: 20, into: &order)
    var out = drain(&order, at: start)
    while let job = out.popLast() { end(job, at: machine, &order, start) }
    order.share(machine, among: 2)
    out = drain(&order, at: start)
    #expect(out.count == 2)
    // One of them has gone.
    order.share(machine, among: 1)
    out += drain(&order, at: start)
    #expect(out.count == 4)
    order.share(machine, among: 9)
    for job in out { end(job, at: machine, &order, start) }
    #expect(drain(&order, at: start).count == 1, "each has one at least")
  }

  @Test func `the delay at a network address is that of all machines together`() throws {
    var order = PoliteOrder(politeness(perAddress: 12, delay: .seconds(1)))
    try put(2, each: 3, into: &order)
    for job in drain(&order, at: start) { end(job, at: machine, &order, start) }
    order.share(machine, among: 3)
    #expect(drain(&order, at: start + .milliseconds(2_999)).isEmpty)
    #expect(drain(&order, at: start + .seconds(3)).count == 1)
  }

  @Test func `a delay counts from the last start at the machine`() throws {
    var order = PoliteOrder(politeness(perAddress: 12, delay: .seconds(1)))
    try put(3, each: 4, into: &order)
    for job in drain(&order, at: start) { end(job, at: machine, &order, start) }
    var now = start
    var starts: [MonotonicTime] = []
    while starts.count < 9 {
      switch order.start(for: .anybody, at: now) {
      case .item(let job):
        starts.append(now)
        end(job, at: nil, &order, now)
      case .notBefore(let time):
        #expect(time > now)
        now = time
      case .nothing:
        Issue.record("something waits")
        return
      }
    }
    #expect(zip(starts, starts.dropFirst()).allSatisfy { $1 - $0 >= .seconds(1) })
    #expect(starts.last == start + .seconds(9))
  }

  @Test func `names of this machine are services of their own`() throws {
    var order = PoliteOrder(politeness(perAddress: 2))
    try put(5, each: 3, into: &order)
    for job in drain(&order, at: start) { end(job, at: .v4(0x7F00_0001), &order, start) }
    #expect(drain(&order, at: start).count == 5)
  }

  @Test func `they are not where that is wanted`() throws {
    var politeness = politeness(perAddress: 2)
    politeness.countsOwnMachine = true
    var order = PoliteOrder(politeness)
    try put(5, each: 3, into: &order)
    for job in drain(&order, at: start) { end(job, at: .v4(0x7F00_0001), &order, start) }
    #expect(drain(&order, at: start).count == 2)
  }

  @Test func `who moves to another machine counts there`() throws {
    var order = PoliteOrder(politeness(perAddress: 2))
    try put(2, each: 10, into: &order)
    var out = drain(&order, at: start)
    for job in out { end(job, at: machine, &order, start) }
    out = drain(&order, at: start)
    #expect(out.count == 2)
    for job in out {
      let address = job.address.host == "h0.test" ? machine : .v4(0x0909_0909)
      end(job, at: address, &order, start)
    }
    let hosts = Set(drain(&order, at: start).map(\.address.host))
    #expect(hosts.count == 2)
  }

  @Test(arguments: 1...8) func `in any order of events the limit holds and all is done`(seed: Int)
    throws
  {
    var random = Generator(seed: UInt64(seed))
    let perAddress = Int.random(in: 2...5, using: &random)
    let delay: Duration = seed.isMultiple(of: 2) ? .milliseconds(30) : .zero
    var order = PoliteOrder(politeness(perAddress: perAddress, delay: delay))
    try put(30, each: 20, into: &order)
    var out: [Assignment] = []
    var known: Set<String> = []
    var now = start
    var done = 0
    while done < 600 {
      let takes = Bool.random(using: &random)
      if takes, case .item(let job) = order.start(for: .anybody, at: now) {
        out.append(job)
      } else if !out.isEmpty, Int.random(in: 0..<3, using: &random) > 0 {
        let job = out.remove(at: Int.random(in: 0..<out.count, using: &random))
        let host = job.address.host
        let address = IPAddress.v4(0x0808_0800 + UInt32(host.utf8.reduce(0) { $0 + Int($1) } % 3))
        end(job, at: address, &order, now)
        known.insert(host)
        done += 1
      } else {
        now = now + .milliseconds(Int.random(in: 0...20, using: &random))
      }
      var perGroup: [Int: Int] = [:]
      for job in out where known.count == 30 {
        perGroup[job.address.host.utf8.reduce(0) { $0 + Int($1) } % 3, default: 0] += 1
      }
      // Jobs handed out before all addresses were known are not cancelled.
      if done > 120 { #expect(perGroup.values.allSatisfy { $0 <= perAddress }) }
    }
    let isEmpty = out.isEmpty
    #expect(isEmpty)
  }
}
