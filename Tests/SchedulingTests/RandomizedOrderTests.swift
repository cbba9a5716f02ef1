import Addressing
import CrawlModel
import TestSupport
import Testing
import Threads

@testable import Scheduling

/// Compares `PoliteOrder` with the naive model over tens of thousands of random steps.
struct RandomizedOrderTests {
  /// A configuration: few hosts make full origins, many make long rings.
  struct Course: CustomTestStringConvertible, Sendable {
    var seed: UInt64
    var hosts: Int
    var perOrigin: Int
    var delay: Duration
    var unpackedAtLeast = OriginQueues.unpackedAtLeast

    var testDescription: String {
      "seed \(seed), \(hosts) hosts, \(perOrigin) at each, \(delay) apart, "
        + "\(unpackedAtLeast) unpacked"
    }
  }

  static let courses = [
    Course(seed: 1, hosts: 1, perOrigin: 1, delay: .zero),
    Course(seed: 2, hosts: 3, perOrigin: 2, delay: .zero),
    Course(seed: 3, hosts: 5, perOrigin: 6, delay: .milliseconds(7)),
    Course(seed: 4, hosts: 20, perOrigin: 1, delay: .milliseconds(30)),
    Course(seed: 5, hosts: 60, perOrigin: 3, delay: .milliseconds(1)),
    Course(seed: 6, hosts: 60, perOrigin: 6, delay: .zero),
    // Every queue at rest is packed.
    Course(seed: 7, hosts: 60, perOrigin: 2, delay: .milliseconds(7), unpackedAtLeast: 0),
    Course(seed: 8, hosts: 20, perOrigin: 1, delay: .zero, unpackedAtLeast: 0),
  ]

  @Test(arguments: courses)
  func `every answer is right and nothing is lost`(course: Course) throws {
    var run = try Run(course)
    for _ in 0..<10_000 {
      run.step()
      if let mistake = run.mistake {
        Issue.record("\(mistake)")
        return
      }
    }
    #expect(run.drain() == nil)
    #expect(run.done == run.wanted, "every job that was wanted is done once")
    #expect(run.wanted > 1_000)
    #expect(run.putBack > 100)
  }
}

/// The state of one run: the order, the model and the random generator.
private struct Run: ~Copyable {
  private var order: PoliteOrder
  private var model: NaiveOrder
  private var random: Generator
  private var now = MonotonicTime(nanoseconds: 0)
  private var out: [Assignment] = []
  private let addresses: [WebAddress]
  private let origins: [Origin]

  private(set) var wanted = 0
  private(set) var done = 0
  private(set) var putBack = 0
  /// The first wrong result.
  private(set) var mistake: String?

  init(_ course: RandomizedOrderTests.Course) throws {
    let politeness = Politeness(transfersPerOrigin: course.perOrigin, delay: course.delay)
    order = PoliteOrder(OriginQueues(politeness, unpackedAtLeast: course.unpackedAtLeast))
    model = NaiveOrder(politeness)
    random = Generator(seed: course.seed)
    addresses = try (0..<course.hosts * (6_000 / course.hosts)).map { number in
      try WebAddress("http://h\(number % course.hosts).test/\(number)")
    }
    origins = Array(Set(addresses.map(\.origin))).sorted { $0.host < $1.host }
  }

  mutating func step() {
    switch Int.random(in: 0..<100, using: &random) {
    case 0..<30: put()
    case 30..<70: next()
    case 70..<85: finish()
    case 85..<92: giveBack()
    case 92..<93: hold()
    default: now = now + .milliseconds(Int.random(in: 0...20, using: &random))
    }
  }

  /// Finishes all waiting jobs; returns the first wrong result.
  mutating func drain() -> String? {
    while mistake == nil, !out.isEmpty || model.waiting > 0 {
      while next() {}
      if out.isEmpty {
        guard let time = model.earliestStart else { return "jobs wait for nothing" }
        now = max(now, time)
      }
      while !out.isEmpty { finish() }
    }
    if mistake == nil, order.inFlight != 0 { return "\(order.inFlight) are in flight at the end" }
    return mistake
  }

  private mutating func put() {
    guard let address = addresses.randomElement(using: &random),
      // The order makes requests of its own for opt-out files, so the test does not put any.
      let kind = Job.Kind.allCases.filter({ $0 != .optOuts }).randomElement(using: &random)
    else { return }
    let job = Job(address: address, kind: kind)
    guard model.put(Assignment(job)) else { return }
    order.put(job)
    wanted += 1
  }

  /// Requests a job; returns `true` if there was one.
  @discardableResult
  private mutating func next() -> Bool {
    let earliest = model.earliestStart
    if let earliest, earliest <= now, !order.hasNext {
      mistake = "it says that nothing is ready, wrongly"
    }
    switch order.start(for: WorkerID(Int.random(in: -1..<5, using: &random)), at: now) {
    case .item(let job):
      if let wrong = model.start(job, at: now) { mistake = "\(job.target): \(wrong)" }
      out.append(job)
      return mistake == nil
    case .notBefore(let time):
      if time != earliest {
        mistake = "not before \(time), but it is \(String(describing: earliest))"
      }
      if time <= now { mistake = "not before a time that has come" }
    case .nothing:
      if let earliest { mistake = "nothing, but there is something at \(earliest)" }
    }
    return false
  }

  private mutating func finish() {
    guard let job = takeOut() else { return }
    model.taskDone(job)
    order.taskDone(job, at: now)
    done += 1
  }

  private mutating func giveBack() {
    guard let job = takeOut(), let target = addresses.randomElement(using: &random) else { return }
    let successor =
      Bool.random(using: &random)
      ? job.request.repeated : job.request.redirected(to: target)
    let time =
      Bool.random(using: &random)
      ? MonotonicTime.distantPast
      : now + .milliseconds(Int.random(in: 0...200, using: &random))
    model.putBack(job, as: Assignment(job.job, successor), notBefore: time)
    order.giveBack(job, as: successor, notBefore: time)
    putBack += 1
  }

  private mutating func hold() {
    guard let origin = origins.randomElement(using: &random) else { return }
    let time = now + .milliseconds(Int.random(in: 0...100, using: &random))
    model.hold(origin, until: time)
    order.hold(origin, until: time)
  }

  private mutating func takeOut() -> Assignment? {
    guard !out.isEmpty else { return nil }
    return out.remove(at: Int.random(in: 0..<out.count, using: &random))
  }
}
