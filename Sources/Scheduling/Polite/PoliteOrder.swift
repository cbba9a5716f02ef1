public import Addressing
public import CrawlModel
import DequeModule
import HeapModule
public import Threads

/// The order of a crawl: a queue for each origin, origins by the time they may be asked next.
///
/// A pure value that takes the present as an argument. Its promises, at any moment:
/// - at most `Politeness.transfersPerOrigin` jobs of an origin are out;
/// - at most `Politeness.transfersPerAddress` jobs of all origins at one network address are out, once
///   an answer has told where an origin lives;
/// - two starts at one origin are at least its delay apart, and none falls into a rest;
/// - a start comes no sooner than the delay of its origin after the last at the same network address;
/// - an origin that must wait keeps no other origin waiting;
/// - within an origin it is breadth first, and pages and images take turns.
///
/// An origin with something to do is in one of three places: in the ring of those that may start at
/// once, served in turn; in the heap by next allowed start; or in the line at its network address, of
/// which only the first counts. Choosing costs O(log origins).
///
/// The shape is BUbiNG's workbench (Boldi et al., "BUbiNG: Massive Crawling for the Masses", 2014).
public struct PoliteOrder: ~Copyable {
  /// How many ready origins are looked at for one that the worker has warm connections to.
  static let warmLookahead = 8
  /// How often an origin may be passed over for a warmer one.
  static let patience = 4

  let politeness: Politeness
  private var indices: [Origin: Int] = [:]
  var origins: [OriginQueue] = []
  private var ready = Deque<Int>()
  private var scheduled = Heap<ScheduledStart>()
  private var rules = QueueRules()
  var groups: [ServerGroup] = []
  var groupNumbers: [IPAddress: Int] = [:]
  // Images that some page does not want taken, where that is obeyed.
  private var objected: Set<WebAddress> = []
  private(set) var holdsImages: Bool

  /// Makes an empty order with the politeness that every origin gets.
  public init(_ politeness: Politeness) {
    self.politeness = politeness
    holdsImages = politeness.obeysOptOuts
  }

  /// Hands out a job of the origin whose turn it is; of one to which `worker` has warm connections
  /// rather than of another.
  public mutating func next(for worker: WorkerID, at now: MonotonicTime) -> NextItem<Assignment> {
    while true {
      promote(at: now)
      guard let index = takeReady(for: worker) else { break }
      origins[index].place = .idle
      leaveRing(index)
      // Others at its network address may have been quicker, and limits may have changed.
      guard mayStart(index, at: now) else {
        settle(index, at: now)
        lookAtLine(of: index)
        continue
      }
      var assignment = origins[index].start(
        by: worker, at: now, isObjected: { [objected] job in objected.contains(job.address) },
        objection: rules.objection)
      if assignment != nil, assignment?.refusal == nil {
        assignment?.ticket.place = index
        started(index, at: now)
      }
      settle(index, at: now)
      lookAtLine(of: index)
      if let assignment { return .item(assignment) }
    }
    guard let first = scheduled.min else { return .nothing }
    return .notBefore(first.time)
  }

  /// Whether an origin may have something to start, now or later; never wrongly `false`.
  public var hasNext: Bool { !ready.isEmpty || !scheduled.isEmpty }

  /// Frees the place of a job whose transfer is over; does nothing for one that has none.
  ///
  /// - Parameters:
  ///   - assignment: the job.
  ///   - sign: where the server is and how fast it answered, where that is known.
  ///   - now: the present.
  public mutating func released(
    _ assignment: Assignment, _ sign: ServerSign?, at now: MonotonicTime
  ) {
    guard let index = assignment.ticket.place else { return }
    origins[index].end(assignment.job.kind, latency: sign?.latency)
    inFlight -= 1
    ended(index)
    // A redirect of a file for crawlers leads away from the origin that it is for.
    if let address = sign?.address, assignment.request.target.origin == origins[index].origin {
      join(index, at: address)
    }
    settle(index, at: now)
  }

  /// Keeps a job, which may be for another origin than before, until `time`; then it comes before
  /// everything else that waits there.
  public mutating func putBack(_ assignment: Assignment, notBefore time: MonotonicTime) {
    let index = self.index(of: accountOrigin(of: assignment))
    switch assignment.job.kind {
    case .robots where politeness.obeysRobots:
      origins[index].requestRobots(assignment, notBefore: time)
    case .optOuts: origins[index].requestOptOuts(assignment, notBefore: time)
    default: origins[index].delay(assignment, until: time)
    }
    settle(index, at: .distantPast)
  }

  /// Applies what came of requesting the robots.txt of an origin.
  public mutating func apply(_ result: RobotsResult, at origin: Origin, now: MonotonicTime) {
    let index = self.index(of: origin)
    origins[index].apply(result, at: now)
    settle(index, at: now)
  }

  /// Applies what came of requesting a file in which an origin says what its content may be used for.
  public mutating func apply(_ file: OptOutFile, at origin: Origin, now: MonotonicTime) {
    let index = self.index(of: origin)
    origins[index].apply(file)
    settle(index, at: now)
  }

  /// Applies rules to everything that waits, in place of any earlier ones.
  public mutating func follow(_ rules: QueueRules) {
    self.rules = rules
    for index in origins.indices {
      origins[index].setPace(rules.pace(of: origins[index].origin.host), politeness)
      settle(index, at: .distantPast)
    }
    for group in groups.indices { lookAtLine(group) }
  }

  /// Notes that a page does not want an image taken, where that is obeyed.
  mutating func object(to image: WebAddress) { objected.insert(image) }

  /// Lets images start that waited for the last document.
  mutating func releaseImages() {
    for index in origins.indices {
      origins[index].releaseImages()
      settle(index, at: .distantPast)
    }
    holdsImages = false
  }

  /// Notes a failed transfer that suggests the origin is overloaded.
  public mutating func strain(at origin: Origin) {
    origins[self.index(of: origin)].strain()
  }

  /// Notes that an origin said that it is overloaded; returns how long it rests, or `nil` when that
  /// was known.
  public mutating func overload(
    at origin: Origin, asking pause: Duration?, now: MonotonicTime, chance: Double
  ) -> Duration? {
    let index = self.index(of: origin)
    let rest = origins[index].overload(asking: pause, chance: chance)
    if let rest { origins[index].rest(until: now + rest) }
    settle(index, at: .distantPast)
    return rest
  }

  /// A file for crawlers counts at the origin that it is for, wherever redirects lead.
  private func accountOrigin(of assignment: Assignment) -> Origin {
    let job = assignment.job
    let isGate = job.kind == .optOuts || job.kind == .robots && politeness.obeysRobots
    return isGate ? job.address.origin : assignment.request.target.origin
  }

  /// Lets an origin rest: nothing starts there before `time`.
  public mutating func hold(_ origin: Origin, until time: MonotonicTime) {
    let index = self.index(of: origin)
    origins[index].rest(until: time)
    settle(index, at: .distantPast)
  }

  /// How many jobs hold a place: their transfers are not over.
  public private(set) var inFlight = 0

  /// What was requested of each origin, in the order in which they were first met.
  public var receipts: [HostStatistics] { origins.map(\.receipt) }

  /// The number of an origin, counted from 0 in the order in which they are first met.
  mutating func index(of origin: Origin) -> Int {
    if let index = indices[origin] { return index }
    indices[origin] = origins.count
    origins.append(OriginQueue(origin, politeness))
    if !holdsImages { origins[origins.count - 1].releaseImages() }
    origins[origins.count - 1].setPace(rules.pace(of: origin.host), politeness)
    return origins.count - 1
  }

  /// The number of an origin that was met before.
  func knownIndex(of origin: Origin) -> Int {
    guard let index = indices[origin] else { preconditionFailure("\(origin) was never met") }
    return index
  }

  /// Adds a job that is for this origin.
  mutating func enqueue(_ assignment: Assignment, at index: Int) {
    origins[index].append(assignment)
    settle(index, at: .distantPast)
  }

  /// How many origins were met.
  var originCount: Int { origins.count }

  /// The origin of a number.
  func origin(at index: Int) -> Origin { origins[index].origin }

  /// Continues the statistics of an origin from those of an earlier run.
  mutating func resume(_ receipt: HostStatistics, at index: Int) {
    origins[index].resume(receipt)
  }

  /// Puts an origin where it belongs after anything about it has changed.
  ///
  /// With `now` in the distant past, one that has a time to wait for goes through the heap, which
  /// `next` empties. One in the ring or in a line stays there: to find it would cost as much as those
  /// are long, so it is looked at when its turn has come.
  mutating func settle(_ index: Int, at now: MonotonicTime, isCalled: Bool = false) {
    if origins[index].place == .ready || origins[index].place == .inLine { return }
    guard origins[index].inFlight < origins[index].transfers,
      let start = origins[index].earliestStart
    else {
      // An entry of the heap that stays behind is recognised by the place.
      origins[index].place = .idle
      return
    }
    if start > now {
      schedule(index, at: start)
    } else if !isCalled, mustStandInLine(index, at: now) {
      standInLine(index)
    } else {
      origins[index].place = .ready
      origins[index].passedOver = 0
      ready.append(index)
      if let group = origins[index].group { groups[group].called += 1 }
    }
  }

  private mutating func schedule(_ index: Int, at start: MonotonicTime) {
    if origins[index].place == .scheduled, origins[index].scheduledStart == start { return }
    origins[index].place = .scheduled
    origins[index].scheduledStart = start
    origins[index].entry += 1
    scheduled.insert(
      ScheduledStart(time: start, whose: .origin(index), entry: origins[index].entry))
  }

  /// Has the line at a network address looked at, once `next` is called at this time or later.
  mutating func schedule(lookAt group: Int, at time: MonotonicTime) {
    if let planned = groups[group].nextLook, planned <= time { return }
    groups[group].nextLook = time
    groups[group].entry += 1
    scheduled.insert(
      ScheduledStart(time: time, whose: .group(group), entry: groups[group].entry))
  }

  private func mayStart(_ index: Int, at now: MonotonicTime) -> Bool {
    guard origins[index].inFlight < origins[index].transfers else { return false }
    guard let group = origins[index].group else { return true }
    return groups[group].allowsStart(
      delay: origins[index].delay, limit: politeness.transfersPerAddress, at: now)
  }

  private mutating func started(_ index: Int, at now: MonotonicTime) {
    inFlight += 1
    guard let group = origins[index].group else { return }
    groups[group].inFlight += 1
    groups[group].lastStart = now
  }

  /// Moves every origin whose time has come from the heap to where it belongs now, calls those whose
  /// turn it is at a network address, and drops stale entries.
  private mutating func promote(at now: MonotonicTime) {
    while let first = scheduled.min {
      let isCurrent =
        switch first.whose {
        case .origin(let index):
          origins[index].place == .scheduled && origins[index].entry == first.entry
        case .group(let group):
          groups[group].nextLook != nil && groups[group].entry == first.entry
        }
      if isCurrent, first.time > now { return }
      scheduled.removeMin()
      guard isCurrent else { continue }
      switch first.whose {
      case .origin(let index):
        origins[index].place = .idle
        settle(index, at: now)
      case .group(let group):
        groups[group].nextLook = nil
        callLine(group, at: now)
      }
    }
  }

  /// Takes an origin out of the ring: near the front one that is warm for the worker, else the
  /// front.
  private mutating func takeReady(for worker: WorkerID) -> Int? {
    guard let front = ready.first else { return nil }
    guard worker != .anybody, origins[front].passedOver < Self.patience else {
      return ready.popFirst()
    }
    for position in 0..<min(Self.warmLookahead, ready.count) {
      let index = ready[position]
      guard origins[index].warmWorker == worker else { continue }
      if position > 0 { origins[front].passedOver += 1 }
      ready.remove(at: position)
      return index
    }
    return ready.popFirst()
  }
}

/// When an origin may be asked next, or the line at a network address is to be looked at; `entry`
/// tells whether it still holds.
struct ScheduledStart: Comparable, Sendable {
  enum Whose: Hashable, Sendable {
    case origin(Int)
    case group(Int)
  }

  let time: MonotonicTime
  let whose: Whose
  let entry: Int

  static func < (left: Self, right: Self) -> Bool {
    left.time != right.time ? left.time < right.time : left.rank < right.rank
  }

  // Who was met first comes first; lines are as old as their first origin may be.
  private var rank: Int {
    switch whose {
    case .origin(let index): index
    case .group: -1
    }
  }
}
