public import Addressing
public import CrawlModel
public import Threads

/// The frontier of a crawl: a work queue over a window of jobs in memory, with every address,
/// reference and outcome in a backlog.
///
/// Memory holds the counts, less than sixteen bytes for each known address, and the next jobs of
/// each lane; the others wait in the backlog. `done` returns at once: a separate thread writes the
/// findings of many jobs in one transaction, at most a few dozen milliseconds later.
public final class WindowedFrontier: Frontier, CrawlRecords {
  let backlog: any Backlog
  private let log: BacklogLog
  private let queue: WorkQueue<WindowedOrder>
  private let key: Fingerprint.Key
  private let clock: @Sendable () -> Timestamp
  private let writer: Monitor<WorkerThread?>
  /// The numbers of images and of all addresses that waited when the run began.
  public let waitingAtStart: (images: Int, addresses: Int)

  /// Continues the crawl of a journal whose run has begun.
  ///
  /// - Parameters:
  ///   - journal: the journal.
  ///   - politeness: the limits that apply to every origin.
  ///   - levelByLevel: whether pages wait for all shallower pages; must be as in earlier runs.
  ///   - clock: the wall clock, for times that must outlast the process.
  ///   - makeRoom: called once when the disk is full, to free space that was reserved for that.
  ///   - synchronize: flushes stored images to the device; called periodically and at the end,
  ///     always before the journal relies on it.
  /// - Throws: `FrontierError` if the journal cannot be read.
  public convenience init(
    _ journal: Journal, _ politeness: Politeness, levelByLevel: Bool = false,
    clock: @escaping @Sendable () -> Timestamp, makeRoom: @escaping @Sendable () -> Void = {},
    synchronize: @escaping @Sendable () throws -> Void = {}
  ) throws(FrontierError) {
    try self.init(
      JournalBacklog(journal, clock: clock, synchronize: synchronize), politeness,
      levelByLevel: levelByLevel, clock: clock, makeRoom: makeRoom)
  }

  /// Joins or begins a crawl that several machines share, with the journal of this node whose run
  /// has begun.
  ///
  /// - Parameters:
  ///   - journal: the journal.
  ///   - sharing: where the frontier is shared.
  ///   - politeness: the limits that apply to every origin.
  ///   - clock: the wall clock.
  ///   - makeRoom: called once when the disk is full.
  ///   - synchronize: flushes stored images to the device.
  ///   - onStop: called when the crawl is stopped on all nodes, with the reason.
  /// - Throws: `FrontierError` if the journal or the server cannot be used, or if the crawl there is
  ///   another one.
  public convenience init(
    _ journal: Journal, sharing: Sharing, _ politeness: Politeness,
    clock: @escaping @Sendable () -> Timestamp, makeRoom: @escaping @Sendable () -> Void = {},
    synchronize: @escaping @Sendable () throws -> Void = {},
    onStop: @escaping @Sendable (String) -> Void = { _ in }
  ) throws(FrontierError) {
    try self.init(
      SharedBacklog(journal, sharing, clock: clock, synchronize: synchronize), politeness,
      clock: clock, makeRoom: makeRoom, onStop: onStop)
  }

  /// Continues the crawl of a backlog.
  init(
    _ backlog: any Backlog, _ politeness: Politeness, levelByLevel: Bool = false,
    clock: @escaping @Sendable () -> Timestamp, makeRoom: @escaping @Sendable () -> Void = {},
    onStop: @escaping @Sendable (String) -> Void = { _ in }
  ) throws(FrontierError) {
    self.backlog = backlog
    self.clock = clock
    let log = BacklogLog()
    self.log = log
    key = try backlog.fingerprintKey
    var order = WindowedOrder(politeness, levelByLevel: levelByLevel, key: key, log: log)
    try backlog.restore(&order)
    waitingAtStart = order.begin()
    order.send()
    let counts = order.counts
    let shared = backlog.shared
    // As long as any node has something to do, `join` must wait.
    let unfinished = order.unfinished + (shared == nil ? 0 : 1)
    let queue = WorkQueue(order, holding: unfinished)
    self.queue = queue
    let exchange = shared.map { shared in
      SharedExchange(
        shared,
        SharedExchange.Window(
          change: { body in queue.put { body(&$0) } }, isHungry: { queue.hasIdleWorkers },
          isOver: { isOver in queue.put { $0.noteShared(isOver: isOver) } }, isStopped: onStop))
    }
    let writing = BacklogWriter(
      backlog: backlog, log: log, makeRoom: makeRoom, onFailure: { queue.close() },
      hostStatistics: { queue.withOrder { $0.takeStatistics() } },
      deliver: { refill, jobs in queue.withOrder { $0.receive(jobs, for: refill) } },
      exchange: exchange)
    do throws(ThreadError) {
      writer = Monitor(try WorkerThread(name: "backlog") { writing.run(from: counts) })
    } catch {
      throw FrontierError(code: .storage, message: error.description)
    }
  }

  deinit { end() }

  // MARK: Jobs

  /// Puts seeds; returns how many of them were new.
  @discardableResult
  public func put(_ jobs: [Job]) throws(FrontierError) -> Int {
    var fresh = 0
    var rest = jobs[...]
    while !rest.isEmpty {
      log.waitForRoom()
      fresh += put(rest.prefix(BacklogLog.eager)) { _ in }
      rest = rest.dropFirst(BacklogLog.eager)
    }
    try log.check()
    // Then every node knows them.
    if isShared { try flush() }
    return fresh
  }

  /// Puts jobs, and changes the order in the same step.
  private func put(
    _ jobs: some Collection<Job>, _ update: (inout WindowedOrder) -> Void
  ) -> Int {
    var fresh = 0
    queue.put { order in
      for job in jobs where order.put(job) { fresh += 1 }
      update(&order)
      // They count when they come from the server.
      guard order.shared == nil else { return fresh > 0 ? order.noteShared(isOver: false) : 0 }
      return fresh
    }
    return fresh
  }

  /// Waits for an assignment; `nil` once the frontier is closed.
  public func get(for worker: WorkerID) throws(FrontierError) -> Assignment? {
    let assignment = queue.get(for: worker)
    if assignment == nil { try log.check() }
    return assignment
  }

  /// Hands out up to `room` assignments without waiting.
  public func poll(_ room: Int, for worker: WorkerID) throws(FrontierError) -> PolledJobs {
    let polled = queue.poll(room, for: worker)
    return PolledJobs(assignments: polled.items, pollAgain: polled.pollAgain)
  }

  /// Records when the request of a paced assignment was sent.
  public func sent(_ assignment: Assignment, at time: MonotonicTime) {
    queue.withOrder { order in order.polite.sent(assignment, at: time) }
  }

  /// Frees the slot of an assignment whose transfer is over.
  ///
  /// Reading a document takes a while, so another worker may use the slot meanwhile.
  @discardableResult
  public func released(
    _ assignment: Assignment, _ sign: ServerSign?, by worker: WorkerID
  ) -> Duration? {
    let civil = clock()
    // A random number costs a system call, and only a rest needs one.
    let chance = sign?.reaction.mayLeadToRest == true ? Double.random(in: 0...1) : 0
    return queue.withOrder(for: worker, wakesOthers: assignment.job.kind != .image) { order in
      order.released(assignment, sign, chance: chance, at: .now, civil: civil)
    }
  }

  /// Applies the findings of a job and marks it done: one step, and part of one transaction.
  @discardableResult
  public func done(
    _ assignment: Assignment, _ findings: Findings
  ) throws(FrontierError) -> SettledAddresses {
    log.waitForRoom()
    // Hashing a hundred addresses needs no lock.
    let fingerprints = findings.discoveries.map { discovery in
      WindowedOrder.fingerprint(
        discovery.link.key.text, isImage: discovery.link.kind == .image, key: key)
    }
    var settled = SettledAddresses()
    queue.taskDone(assignment) { (order: inout WindowedOrder) -> Int in
      let recorded = order.record(assignment, findings, fingerprints)
      settled = recorded.settled
      return recorded.fresh
    }
    // What a large document found takes much memory until it is written, so the worker reads no
    // other one meanwhile.
    if findings.discoveries.count >= BacklogLog.eager { log.waitForRoom() }
    // Findings are recorded even after a failure: they can still be written if space was reserved.
    try log.check()
    return settled
  }

  /// Returns a job to the frontier, to be handed out again after a pause.
  public func putBack(
    _ assignment: Assignment, as request: Request, after pause: Duration,
    because attempt: Attempt?
  ) throws(FrontierError) {
    log.waitForRoom()
    let successor = assignment.again(as: request)
    func note(_ order: inout WindowedOrder) {
      guard let attempt, let record = assignment.ticket.record else { return }
      order.entries.append(.attempt(record, attempt))
    }
    if isShared {
      queue.put { order in
        note(&order)
        guard order.keeps(assignment, as: request) else {
          return order.handOver(assignment, as: request)
        }
        order.putBack(assignment, as: successor, notBefore: .now + pause)
        return 0
      }
    } else {
      queue.putBack(assignment, as: successor, notBefore: .now + pause, update: note)
    }
    try log.check()
  }

  /// Applies a signal about an origin to everything that waits there, and records how the request
  /// that led to it ended.
  public func report(
    _ signal: OriginSignal, at origin: Origin, _ answer: PolicyAnswer
  ) throws(FrontierError) {
    switch signal {
    case .robots(let result, let sitemaps):
      _ = put(sitemaps.compactMap(\.job)) { order in
        order.polite.apply(result, at: origin, now: .now)
        order.policyRequestDone(answer)
      }
    case .optOuts(let file):
      queue.withOrder { order in
        order.polite.apply(file, at: origin, now: .now)
        order.policyRequestDone(answer)
      }
    }
    try log.check()
  }

  /// Applies rules to everything that waits.
  public func follow(_ rules: QueueRules) {
    queue.withOrder { order in order.polite.follow(rules) }
  }

  // MARK: Workers

  /// Registers the closure that wakes a worker when `poll` may have something for it.
  public func attach(_ worker: WorkerID, wake: @escaping @Sendable () -> Void) {
    queue.attach(worker, wake: wake)
  }

  /// Removes a worker.
  public func detach(_ worker: WorkerID) { queue.detach(worker) }

  // MARK: Sharing

  /// What the user should know of the server of a shared frontier.
  public var warnings: [String] { backlog.shared?.warnings ?? [] }

  /// Whether the frontier is shared with other machines.
  public var isShared: Bool { backlog.shared != nil }

  /// Claims a part of a limit of a shared crawl; returns whether there was room.
  ///
  /// - Parameters:
  ///   - number: how much; a negative number returns a claim.
  ///   - limit: the limit.
  ///   - most: its value.
  /// - Returns: whether all nodes together stay within the limit.
  /// - Throws: `FrontierError` if the server cannot be used any more.
  public func claim(
    _ number: Int, of limit: CrawlLimit, most: Int
  ) throws(FrontierError) -> Bool {
    guard let shared = backlog.shared else { return true }
    return try shared.claim(number, of: limit.rawValue, limit: most) { log.failure == nil }
  }

  /// Lets all nodes of a shared crawl stop.
  public func stopAll(_ reason: String) { backlog.shared?.stop(reason) }

  // MARK: The end

  /// Waits until every job that was put is done, or the frontier is closed.
  public func join() throws(FrontierError) {
    queue.join()
    try log.check()
  }

  /// Closes the frontier immediately for every thread; findings that arrive later are still
  /// recorded.
  public func close() { queue.close() }

  /// Writes all findings; must be called when no worker is left.
  public func finish() throws(FrontierError) {
    end()
    try log.check()
  }

  private func end() {
    // What waits here is for all nodes.
    if isShared { queue.put { $0.dropAll() } }
    log.end()
    writer.withLock { thread in
      thread?.join()
      thread = nil
    }
  }

  // MARK: Reading

  /// The counts, all read under one lock; they may be ahead of the backlog for a moment.
  ///
  /// After a write failure they are those of the backlog.
  public var counts: CrawlCounts {
    let kept = log.failure == nil ? nil : try? backlog.counts
    return queue.withOrder { order in
      var counts = kept ?? order.counts
      counts.run = order.run
      counts.inFlight = order.handedOut
      counts.documentsLeft = order.documents.unfinished
      counts.waiting = order.unfinished - order.handedOut
      counts.awaited = order.handedOut == 0 ? order.polite.awaited : nil
      return counts
    }
  }

  /// Host statistics of the origins that were requested.
  public var hostStatistics: [HostStatistics] {
    queue.withOrder { order in order.polite.receipts }
  }

  /// What is known of origins now; `waiting` counts only the jobs in memory.
  public func hosts(_ origins: [Origin], at clock: Timestamp) -> [HostStatus] {
    queue.withOrder { order in order.polite.hosts(origins, at: .now, clock) }
  }

  /// Returns all records as they are at the call.
  public func records() throws(FrontierError) -> FrontierRecords {
    try flush()
    return try backlog.records()
  }

  /// Returns the failures by reason, images before documents, the largest group first.
  public func failureGroups() throws(FrontierError) -> [FailureGroup] {
    try flush()
    return try backlog.failureGroups()
  }

  /// Returns how the seeds ended.
  public func seedSurvey() throws(FrontierError) -> SeedSurvey {
    try flush()
    return try backlog.seedSurvey()
  }

  /// Returns the addresses of the documents whose redirects turned out to form a loop.
  public func loop(in settled: SettledAddresses) throws(FrontierError) -> [WebAddress] {
    guard settled.hasLoop else { return [] }
    try flush()
    return try backlog.addresses(of: settled.inLoop)
  }

  /// Returns for each origin with a page that was read whether its pages name an icon.
  public func iconSurvey() throws(FrontierError) -> [IconSurvey] {
    try flush()
    return try backlog.iconSurvey()
  }

  /// Returns the latest answer to the request for each policy file, in order of the requests.
  public func policies() throws(FrontierError) -> PolicyAnswers {
    try flush()
    return try backlog.policies()
  }

  /// Waits until all findings from before the call are written.
  public func flush() throws(FrontierError) {
    if writer.withLock({ $0 != nil }) { try log.flush() }
  }
}

extension WindowedOrder {
  /// Takes the host statistics that changed, for the backlog.
  fileprivate mutating func takeStatistics() -> [BacklogEntry] {
    polite.takeChangedReceipts().compactMap { origin, receipt in
      origins.number(of: origin).map { .hostStatistics(origin: $0, receipt) }
    }
  }
}

extension Discovery {
  /// The job that the discovery leads to; `nil` if a rule left it out.
  fileprivate var job: Job? {
    if case .follow(let job) = verdict { job } else { nil }
  }
}
