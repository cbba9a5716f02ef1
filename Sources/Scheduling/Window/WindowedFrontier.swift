public import Addressing
public import CrawlModel
public import Threads

/// The frontier of a crawl: the textbook's queue over a window of jobs in memory, with every address,
/// reference and outcome in a backlog.
///
/// Memory holds the counts, less than sixteen bytes for each address that was ever met, and of each
/// lane the next jobs; the others wait in the backlog. `done` returns at once: a thread of its own
/// writes the findings of many jobs in one transaction, a few dozen milliseconds later at most.
public final class WindowedFrontier: Frontier, CrawlRecords {
  let backlog: any Backlog
  private let log: BacklogLog
  private let queue: WorkQueue<WindowedOrder>
  private let key: Fingerprint.Key
  private let clock: @Sendable () -> Timestamp
  private let writer: Monitor<WorkerThread?>

  /// Continues the crawl of a journal whose run has begun.
  ///
  /// - Parameters:
  ///   - journal: the journal.
  ///   - politeness: what every origin may expect.
  ///   - levelByLevel: whether pages wait for all shallower pages; as it was in earlier runs.
  ///   - clock: the civil time, for what must outlast the process.
  ///   - makeRoom: called once when the disk is full, to free space that was reserved for that.
  ///   - synchronize: puts the images that were stored onto the device; called from time to time and
  ///     at the end, always before the journal relies on it.
  /// - Throws: what keeps the journal from being read.
  public convenience init(
    _ journal: Journal, _ politeness: Politeness, levelByLevel: Bool = false,
    clock: @escaping @Sendable () -> Timestamp, makeRoom: @escaping @Sendable () -> Void = {},
    synchronize: @escaping @Sendable () throws -> Void = {}
  ) throws(FrontierError) {
    try self.init(
      JournalBacklog(journal, clock: clock, synchronize: synchronize), politeness,
      levelByLevel: levelByLevel, clock: clock, makeRoom: makeRoom)
  }

  /// Continues the crawl of a backlog.
  init(
    _ backlog: any Backlog, _ politeness: Politeness, levelByLevel: Bool = false,
    clock: @escaping @Sendable () -> Timestamp, makeRoom: @escaping @Sendable () -> Void = {}
  ) throws(FrontierError) {
    self.backlog = backlog
    self.clock = clock
    let log = BacklogLog()
    self.log = log
    key = try backlog.fingerprintKey
    var order = WindowedOrder(politeness, levelByLevel: levelByLevel, key: key, log: log)
    try backlog.restore(&order)
    order.send()
    let books = order.books
    let unfinished = order.unfinished
    let queue = WorkQueue(order, holding: unfinished)
    self.queue = queue
    let writing = BacklogWriter(
      backlog: backlog, log: log, makeRoom: makeRoom, onFailure: { queue.close() },
      receipts: { queue.withOrder { $0.receiptEntries } },
      deliver: { refill, jobs in queue.withOrder { $0.receive(jobs, for: refill) } })
    writer = Monitor(WorkerThread(name: "backlog") { writing.run(from: books) })
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
    return fresh
  }

  /// Puts jobs, and changes the order in the same step.
  private func put(
    _ jobs: some Collection<Job>, _ update: (inout WindowedOrder) -> Void
  ) -> Int {
    queue.put { order in
      var fresh = 0
      for job in jobs where order.put(job) { fresh += 1 }
      update(&order)
      return fresh
    }
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

  /// Frees the place of an assignment whose transfer is over.
  ///
  /// A document takes a while to be read, so that another worker may use the place meanwhile.
  public func released(_ assignment: Assignment, _ sign: ServerSign?, by worker: WorkerID) {
    queue.withOrder(for: worker, wakesOthers: assignment.job.kind != .image) { order in
      order.polite.released(assignment, sign, at: .now)
    }
  }

  /// Applies the findings of a job and marks it done: one step, and part of one transaction.
  public func done(_ assignment: Assignment, _ findings: Findings) throws(FrontierError) {
    log.waitForRoom()
    // Hashing a hundred addresses needs no lock.
    let fingerprints = findings.discoveries.map { discovery in
      WindowedOrder.fingerprint(
        discovery.link.key.text, isImage: discovery.link.kind == .image, key: key)
    }
    queue.taskDone(assignment) { (order: inout WindowedOrder) -> Int in
      order.record(assignment, findings, fingerprints)
    }
    // What was done is recorded all the same: where room was kept for that, it is still written.
    try log.check()
  }

  /// Gives a job back, to be handed out again after a pause.
  public func putBack(
    _ assignment: Assignment, as request: Request, after pause: Duration,
    because attempt: Attempt?
  ) throws(FrontierError) {
    log.waitForRoom()
    if let attempt, let record = assignment.ticket.record {
      queue.withOrder { order in
        order.entries.append(.attempt(number: record, attempt))
        order.send()
      }
    }
    queue.putBack(assignment, as: assignment.again(as: request), notBefore: .now + pause)
    try log.check()
  }

  /// Applies what was learnt about an origin to everything that waits there.
  public func report(_ signal: OriginSignal, at origin: Origin) throws(FrontierError) {
    switch signal {
    case .robots(let result, let sitemaps, _):
      _ = put(sitemaps.compactMap(\.job)) { order in
        order.polite.apply(result, at: origin, now: .now)
      }
    case .optOuts(let file, _):
      queue.withOrder { order in order.polite.apply(file, at: origin, now: .now) }
    case .strain:
      queue.withOrder { order in order.polite.strain(at: origin) }
    case .overload(let pause):
      let now = clock()
      queue.withOrder { order in
        order.overload(at: origin, asking: pause, chance: .random(in: 0...1), civil: now)
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

  // MARK: The end

  /// Waits until every job that was ever put is done, or the frontier is closed.
  public func join() throws(FrontierError) {
    queue.join()
    try log.check()
  }

  /// Ends it at once for every thread; what is done after that is still recorded.
  public func close() { queue.close() }

  /// Writes everything that was done; to be called when no worker is left.
  public func finish() throws(FrontierError) {
    end()
    try log.check()
  }

  private func end() {
    log.end()
    writer.withLock { thread in
      thread?.join()
      thread = nil
    }
  }

  // MARK: Reading

  /// The counts, all read under one lock; they may be ahead of the backlog for a moment.
  ///
  /// When the backlog could not be written any more they are those of the backlog.
  public var counts: CrawlCounts {
    let kept = log.failure == nil ? nil : try? backlog.counts
    return queue.withOrder { order in
      var counts = kept ?? order.books
      counts.inFlight = order.handedOut
      counts.waiting = order.unfinished - order.handedOut
      return counts
    }
  }

  /// What was requested of each origin, in the order in which they were first met.
  public var hostStatistics: [HostStatistics] {
    queue.withOrder { order in order.polite.receipts }
  }

  /// All records as they are at the call.
  public func records() throws(FrontierError) -> FrontierRecords {
    try flush()
    return try backlog.records()
  }

  /// The first of what failed, documents before images.
  public func failures(atMost limit: Int) throws(FrontierError) -> [CrawlSummary.Failure] {
    try flush()
    return try backlog.failures(atMost: limit)
  }

  /// What became of the seeds.
  public func seedSurvey() throws(FrontierError) -> SeedSurvey {
    try flush()
    return try backlog.seedSurvey()
  }

  /// Waits until everything that was done before the call is written.
  public func flush() throws(FrontierError) {
    if writer.withLock({ $0 != nil }) { try log.flush() }
  }
}

extension WindowedOrder {
  /// What was requested of each origin, for the backlog.
  var receiptEntries: [JournalEntry] {
    polite.receipts.enumerated().map { .receipt(origin: $0, $1) }
  }

  /// Lets an overloaded origin rest, also when the program is started anew.
  mutating func overload(
    at origin: Origin, asking pause: Duration?, chance: Double, civil now: Timestamp
  ) {
    guard let rest = polite.overload(at: origin, asking: pause, now: .now, chance: chance)
    else { return }
    let until = Timestamp(seconds: now.seconds + rest.components.seconds + 1)
    entries.append(.rest(origin: polite.index(of: origin), until: until))
    send()
  }
}

extension Discovery {
  /// The job that it leads to; `nil` where a rule left it out.
  fileprivate var job: Job? {
    if case .follow(let job) = verdict { job } else { nil }
  }
}
