public import Addressing
public import CrawlModel
import HeapModule
public import Threads

/// The order of a crawl: a queue for each origin, origins by the time of their next allowed
/// request.
///
/// A pure value that gets the current time as an argument. Invariants:
/// - at most `Politeness.transfersPerOrigin` jobs of an origin are out;
/// - at most `Politeness.transfersPerAddress` jobs of all origins at one network address are out,
///   once a response has shown the network address of an origin;
/// - a start at an origin is at least its delay after the sending of the last request there, and
///   none is during a rest;
/// - the same holds for all origins at one network address;
/// - an origin that must wait does not delay any other origin;
/// - while an origin that answers has jobs, a part of all transfers is not for origins that do not
///   (`TransferReserve`);
/// - within an origin it is breadth first, and pages and images take turns.
///
/// An origin with waiting jobs is in one of three places: in the ring of origins that may start at
/// once, served in turn (`ReadyOrigins`); in the heap by next allowed start; or in the queue at its
/// network address, of which only the first counts. Choosing costs O(log origins).
///
/// The design is BUbiNG's workbench (Boldi et al., "BUbiNG: Massive Crawling for the Masses",
/// 2014).
public struct PoliteOrder: ~Copyable {
  let politeness: Politeness
  var origins: OriginQueues
  var ready = ReadyOrigins()
  var reserve: TransferReserve
  private var scheduled = Heap<ScheduledStart>()
  // Origins that gave no good answer for a long time; they are still tried now and then.
  private var setAside = Heap<ScheduledStart>()
  var groups: [ServerGroup] = []
  var groupNumbers: [IPAddress: Int] = [:]
  // Images with an opt-out on some page, if opt-outs are obeyed.
  private var objected: Set<WebAddress> = []

  /// Makes an empty order with the politeness that applies to every origin.
  public init(_ politeness: Politeness) { self.init(OriginQueues(politeness)) }

  init(_ origins: OriginQueues) {
    politeness = origins.politeness
    reserve = TransferReserve(of: politeness.transfers)
    self.origins = origins
  }

  /// Hands out a job of the next origin; prefers one to which `worker` has warm connections.
  public mutating func next(for worker: WorkerID, at now: MonotonicTime) -> NextItem<Assignment> {
    while true {
      promote(at: now)
      guard let index = takeReady(for: worker) else { break }
      // Others at its network address may have started first, and limits may have changed.
      guard mayStart(index, at: now) else {
        settle(index, at: now)
        lookAtLine(of: index)
        continue
      }
      var assignment = origins[index].start(
        by: worker, at: now, isObjected: { [objected] job in objected.contains(job.address) },
        objection: origins.rules.objection)
      if assignment != nil, assignment?.refusal == nil {
        assignment?.ticket.place = index
        assignment?.ticket.isPaced = origins[index, \.awaitsSending]
        started(index, at: now)
      }
      settle(index, at: now)
      lookAtLine(of: index)
      if let assignment { return .item(assignment) }
    }
    guard let first = firstScheduled else { return .nothing }
    return .notBefore(first)
  }

  /// Whether an origin may have a job to start, now or later; may be `true` when there is none.
  public var hasNext: Bool { !ready.isEmpty || !scheduled.isEmpty || !setAside.isEmpty }

  /// Frees the slot of a job whose transfer is over; does nothing for one that has none.
  ///
  /// - Parameters:
  ///   - assignment: the job.
  ///   - sign: what the transfer shows about the server, if anything.
  ///   - now: the current time.
  ///   - chance: from 0 to 1; part of a rest depends on it.
  /// - Returns: what follows from it for the job and the origin.
  @discardableResult
  mutating func released(
    _ assignment: Assignment, _ sign: ServerSign?, at now: MonotonicTime, chance: Double = 0
  ) -> OriginQueue.Ending {
    guard let index = assignment.ticket.place else { return OriginQueue.Ending() }
    let ending = origins[index].end(assignment, sign, at: now, chance: chance)
    inFlight -= 1
    ended(assignment, sentAt: sign?.sentAt, at: index)
    ended(index)
    // A redirect of a policy file may lead away from the origin that the file is for.
    if let address = sign?.address, assignment.request.target.origin == origins[index, \.origin] {
      join(index, at: address)
    }
    settle(index, at: now)
    return ending
  }

  /// Notes that a job which was handed out is done or put back: what it leads to is known.
  mutating func finished(_ assignment: Assignment) {
    guard assignment.job.kind.isDocument, let index = assignment.ticket.place else { return }
    origins[index].documentsOut -= 1
    count(index)
  }

  /// Keeps a job, which may now be for another origin, until `time`; then it comes before
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

  /// Applies the robots result of an origin.
  public mutating func apply(_ result: RobotsResult, at origin: Origin, now: MonotonicTime) {
    let index = self.index(of: origin)
    origins[index].apply(result, at: now)
    settle(index, at: now)
  }

  /// Applies the result of requesting a file in which an origin states how its content may be used.
  public mutating func apply(_ file: OptOutFile, at origin: Origin, now: MonotonicTime) {
    let index = self.index(of: origin)
    origins[index].apply(file)
    settle(index, at: now)
  }

  /// Applies rules to everything that waits; they replace any earlier ones.
  public mutating func follow(_ rules: QueueRules) {
    origins.follow(rules)
    for index in origins.indices { settle(index, at: .distantPast) }
    for group in groups.indices { lookAtLine(group) }
  }

  /// Records that a page opts out of the use of an image, if opt-outs are obeyed.
  mutating func object(to image: WebAddress) { objected.insert(image) }

  /// Releases images that waited for the last document.
  mutating func releaseImages() {
    origins.releaseImages()
    for index in origins.indices { settle(index, at: .distantPast) }
  }

  /// Whether images wait until all documents are read.
  var holdsImages: Bool { origins.holdsImages }

  /// A policy file counts at the origin that it is for, wherever redirects lead.
  private func accountOrigin(of assignment: Assignment) -> Origin {
    let job = assignment.job
    let isGate = job.kind == .optOuts || job.kind == .robots && politeness.obeysRobots
    return isGate ? job.address.origin : assignment.request.target.origin
  }

  /// Starts a rest: nothing starts at the origin before `time`.
  public mutating func hold(_ origin: Origin, until time: MonotonicTime) {
    let index = self.index(of: origin)
    origins[index].rest(until: time)
    settle(index, at: .distantPast)
  }

  /// The number of jobs that hold a slot: their transfers are not over.
  public private(set) var inFlight = 0

  /// Host statistics of the origins that were requested, in the order in which jobs came for them.
  public var receipts: [HostStatistics] {
    origins.indices.filter { origins.isRequested($0) }.map { origins[$0, \.receipt] }
  }

  /// Takes the host statistics that changed since the last call.
  mutating func takeChangedReceipts() -> [(Origin, HostStatistics)] {
    origins.takeChanged().map { (origins.origin(at: $0), origins[$0, \.receipt]) }
  }

  /// What is known of origins now; `waiting` counts only the jobs in memory.
  func hosts(
    _ chosen: [Origin], at now: MonotonicTime, _ clock: Timestamp
  ) -> [HostStatus] {
    chosen.compactMap { origins.number(of: $0) }.map { origins[$0].status(at: now, clock) }
  }

  /// The number of an origin, from 0 in the order in which jobs came for them.
  mutating func index(of origin: Origin) -> Int { origins.index(of: origin) }

  /// Adds a job that is for this origin.
  mutating func enqueue(_ assignment: Assignment, at index: Int) {
    origins[index].append(assignment)
    settle(index, at: .distantPast)
  }

  /// The number of known origins.
  var originCount: Int { origins.count }

  /// The origin with a number.
  func origin(at index: Int) -> Origin { origins.origin(at: index) }

  /// Continues the statistics of an origin from those of an earlier run.
  mutating func resume(_ receipt: HostStatistics, of origin: Origin) {
    origins[index(of: origin)].resume(receipt)
  }

  /// Moves an origin to the right place after any change to it.
  ///
  /// With `now` in the distant past, an origin that must wait for a time goes through the heap,
  /// which `next` empties. One in the ring or in a queue stays there: finding it would take linear
  /// time, so it is checked when its turn comes.
  mutating func settle(_ index: Int, at now: MonotonicTime, isCalled: Bool = false) {
    if origins.isPacked(index) { return }
    count(index)
    if origins[index, \.place] == .ready || origins[index, \.place] == .inLine { return }
    guard origins[index, \.inFlight] < origins[index, \.transfers],
      let start = origins[index, \.earliestStart]
    else {
      // A heap entry that stays behind is recognised by the place.
      origins[index].place = .idle
      return
    }
    if start > now {
      schedule(index, at: start)
    } else if !isCalled, mustStandInLine(index, at: now) {
      standInLine(index)
    } else {
      enterRing(index)
    }
  }

  private mutating func schedule(_ index: Int, at start: MonotonicTime) {
    let place: OriginQueue.Place = origins[index, \.isHopeless] ? .setAside : .scheduled
    if origins[index, \.place] == place, origins[index, \.scheduledStart] == start { return }
    origins[index].place = place
    origins[index].scheduledStart = start
    origins[index].entry += 1
    let entry = ScheduledStart(
      time: start, whose: .origin(index), entry: origins[index, \.entry])
    if place == .setAside { setAside.insert(entry) } else { scheduled.insert(entry) }
  }

  /// Schedules a check of the queue at a network address, once `next` is called at this time or
  /// later.
  mutating func schedule(lookAt group: Int, at time: MonotonicTime) {
    if let planned = groups[group].nextLook, planned <= time { return }
    groups[group].nextLook = time
    groups[group].entry += 1
    scheduled.insert(
      ScheduledStart(time: time, whose: .group(group), entry: groups[group].entry))
  }

  private func mayStart(_ index: Int, at now: MonotonicTime) -> Bool {
    guard origins[index, \.inFlight] < origins[index, \.transfers] else { return false }
    guard let group = origins[index, \.group] else { return true }
    return groups[group].allowsStart(
      delay: origins[index, \.delay], limit: politeness.transfersPerAddress, at: now)
  }

  private mutating func started(_ index: Int, at now: MonotonicTime) {
    inFlight += 1
    guard let group = origins[index, \.group] else { return }
    groups[group].inFlight += 1
    if origins[index, \.awaitsSending] { groups[group].unsent += 1 }
    groups[group].lastStart = now
  }

  /// Moves every origin whose time has come from the heaps to its place, calls the next origins at
  /// a network address, and drops stale entries.
  private mutating func promote(at now: MonotonicTime) {
    while let first = scheduled.min {
      let isCurrent = isCurrent(first)
      if isCurrent, first.time > now { break }
      scheduled.removeMin()
      if isCurrent { promote(first, at: now) }
    }
    while let first = setAside.min {
      let isCurrent = isCurrent(first)
      if isCurrent, first.time > now { return }
      setAside.removeMin()
      if isCurrent { promote(first, at: now) }
    }
  }

  private func isCurrent(_ start: ScheduledStart) -> Bool {
    switch start.whose {
    case .origin(let index):
      (origins[index, \.place] == .scheduled || origins[index, \.place] == .setAside)
        && origins[index, \.entry] == start.entry
    case .group(let group): groups[group].nextLook != nil && groups[group].entry == start.entry
    }
  }

  private mutating func promote(_ start: ScheduledStart, at now: MonotonicTime) {
    switch start.whose {
    case .origin(let index):
      origins[index].place = .idle
      settle(index, at: now)
    case .group(let group):
      groups[group].nextLook = nil
      callLine(group, at: now)
    }
  }

  private var firstScheduled: MonotonicTime? {
    guard let first = scheduled.min else { return setAside.min?.time }
    return min(first.time, setAside.min?.time ?? first.time)
  }

  /// Whether an origin gave no answer to its last request.
  func isSilent(_ index: Int) -> Bool { origins[index, \.backoff.isProbing] }

  /// The origin whose rest everything waits for; `nil` if something is in flight or may start.
  var awaited: CrawlCounts.Awaited? {
    guard inFlight == 0, ready.isEmpty,
      let first = [scheduled.min, setAside.min].compactMap(\.self).min(), isCurrent(first),
      case .origin(let index) = first.whose, origins[index, \.restsUntil] == first.time
    else { return nil }
    return CrawlCounts.Awaited(
      host: origins[index, \.origin].description, until: first.time, isSilent: isSilent(index))
  }

  /// Whether jobs wait only at hopeless origins, and nothing is in flight; to be asked after a
  /// `next` that had nothing.
  var hasOnlySetAside: Bool {
    inFlight == 0 && ready.isEmpty && scheduled.isEmpty && !setAside.isEmpty
  }

  /// Refuses everything that waits at hopeless origins; returns whether there is such an origin.
  ///
  /// Other origins never wait for a hopeless one, and it has its chances until nothing else is left
  /// to do. Costs O(origins set aside), whatever waits there.
  mutating func giveUpHopeless(at now: MonotonicTime) -> Bool {
    var isAny = false
    while let first = setAside.popMin() {
      guard isCurrent(first), case .origin(let index) = first.whose else { continue }
      origins[index].giveUp(at: now)
      origins[index].place = .idle
      settle(index, at: now)
      isAny = true
    }
    return isAny
  }
}

/// The time of an origin's next allowed request or of the next check of the queue at a network
/// address; `entry` shows whether it is current.
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

  // Origins come in order of discovery; queues rank like their oldest possible origin.
  private var rank: Int {
    switch whose {
    case .origin(let index): index
    case .group: -1
    }
  }
}
