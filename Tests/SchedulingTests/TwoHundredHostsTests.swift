import Addressing
import CrawlModel
import Robots
import Testing
import Threads

@testable import Scheduling

/// Two hundred hosts with a delay of one second each, with a simulated clock: whatever some of them
/// do, the others are requested as if they were alone.
struct TwoHundredHostsTests {
  private static let hosts = 200
  private static let pages = 10
  private let start = MonotonicTime(nanoseconds: 1_000_000_000)

  /// The response of a host to a request.
  private struct Answer {
    var takes: Duration = .milliseconds(50)
    /// Whether it is a 429 with `Retry-After: 2`.
    var isRefusal = false
    /// Whether the connection breaks.
    var isFault = false
  }

  /// A transfer in flight.
  private struct Transfer {
    let job: Assignment
    let answer: Answer
    let end: MonotonicTime
  }

  /// Crawls all hosts; returns the starts at each of them.
  private func starts(
    _ answer: (_ host: Int, _ request: Int) -> Answer
  ) throws -> [[MonotonicTime]] {
    var order = PoliteOrder(Politeness(obeysRobots: true))
    for host in 0..<Self.hosts {
      for page in 0..<Self.pages {
        let address = try WebAddress("http://h\(host).test/\(page)")
        order.put(Job(address: address, kind: .page))
      }
    }
    let robots = RobotsReader.read(
      Array("User-agent: *\nCrawl-delay: 1\n".utf8).span, for: "magpie")
    var starts = [[MonotonicTime]](repeating: [], count: Self.hosts)
    var out: [Transfer] = []
    var now = start
    while true {
      var next: MonotonicTime?
      asking: while true {
        switch order.start(for: WorkerID(out.count % 2), at: now) {
        case .item(let job):
          let host = try #require(Int(job.address.host.dropFirst().prefix { $0.isNumber }))
          let answer = answer(host, starts[host].count)
          starts[host].append(now)
          out.append(Transfer(job: job, answer: answer, end: now + answer.takes))
        case .notBefore(let time):
          next = time
          break asking
        case .nothing: break asking
        }
      }
      guard let wakeUp = ([next].compactMap { $0 } + out.map(\.end)).min() else { return starts }
      now = wakeUp
      let ended = out.filter { $0.end <= now }
      out.removeAll { $0.end <= now }
      for transfer in ended {
        let job = transfer.job
        var server = ServerSign(latency: transfer.answer.takes)
        if transfer.answer.isRefusal {
          server.reaction = .overloaded(asking: .seconds(2))
          order.giveBack(job, server: server, at: now, notBefore: now)
        } else if transfer.answer.isFault {
          server.reaction = .faltered
          order.giveBack(job, server: server, at: now, notBefore: now + .seconds(1))
        } else if job.kind == .robots {
          order.admit(job, .rules(KeptRules(robots)), at: now)
        } else {
          order.taskDone(job, server: server, at: now)
        }
      }
    }
  }

  private func everySecond(_ count: Int) -> [MonotonicTime] {
    (0..<count).map { start + .seconds($0) }
  }

  @Test func `each is asked once a second, all of them two hundred times`() throws {
    let starts = try starts { _, _ in Answer() }
    for times in starts { #expect(times == everySecond(Self.pages + 1)) }
  }

  @Test func `slow, refusing and failing hosts keep none of the others waiting`() throws {
    let starts = try starts { host, request in
      switch host {
      case 0..<20: Answer(takes: .seconds(5))
      // The first page requests, until it has recovered.
      case 20..<40: Answer(isRefusal: (1...3).contains(request))
      case 40..<60: Answer(isFault: request.isMultiple(of: 3))
      default: Answer()
      }
    }
    for times in starts[60...] { #expect(times == everySecond(Self.pages + 1)) }
    for times in starts[..<60] {
      #expect(zip(times, times.dropFirst()).allSatisfy { $1 - $0 >= .seconds(1) })
    }
    for times in starts[..<20] { #expect(times.count == Self.pages + 1) }
    for times in starts[20..<40] {
      #expect(times.count == Self.pages + 4, "each refusal is one request more")
      // One request per rest; the rests last 2, 2 and 4 seconds.
      let rests = zip(times[1...3], times[2...4]).map { $1 - $0 }
      #expect(zip(rests, [2, 2, 4]).allSatisfy { $0 >= .seconds($1) }, "\(rests)")
    }
    for times in starts[40..<60] { #expect(times.count > Self.pages + 1) }
  }
}
