public import Addressing
public import CrawlModel
public import Threads

/// The frontier of a crawl on one machine that outlasts the process: the textbook's queue over a
/// polite order, with every address, reference and outcome in a journal.
///
/// Memory holds the books, less than sixteen bytes for each address that was ever met, and of each
/// lane the next jobs; the others wait on the disk. `taskDone` returns at once: a thread of its own
/// writes what many jobs brought about in one transaction, a few dozen milliseconds later at most.
public final class JournaledFrontier: Frontier {
  let journal: Journal
  private let log: JournalLog
  private let queue: WorkQueue<JournaledOrder>
  private let key: Fingerprint.Key
  private let clock: @Sendable () -> Timestamp
  private let writer: Monitor<WorkerThread?>

  /// Takes up the crawl of a journal whose run has begun.
  ///
  /// - Parameters:
  ///   - journal: the journal.
  ///   - politeness: what every origin may expect.
  ///   - levelByLevel: whether pages wait for all shallower pages; as it was in earlier runs.
  ///   - clock: tells the civil time, for what must outlast the process.
  ///   - makeRoom: called once when the disk is full, to give back what was kept for that moment.
  ///   - synchronize: puts the images that were stored onto the device; called from time to time and
  ///     at the end, always before the journal relies on it.
  /// - Throws: what keeps the journal from being read.
  public init(
    _ journal: Journal, _ politeness: Politeness, levelByLevel: Bool = false,
    clock: @escaping @Sendable () -> Timestamp, makeRoom: @escaping @Sendable () -> Void = {},
    synchronize: @escaping @Sendable () throws -> Void = {}
  ) throws(FrontierError) {
    self.journal = journal
    self.clock = clock
    let log = JournalLog()
    self.log = log
    key = try journal.fingerprintKey
    var order = JournaledOrder(politeness, levelByLevel: levelByLevel, key: key, log: log)
    do {
      try journal.load(&order, now: clock())
    } catch {
      throw FrontierError(error, "read", journal.path)
    }
    order.send()
    let books = order.books
    let unfinished = order.unfinished
    let queue = WorkQueue(order, holding: unfinished)
    self.queue = queue
    let writing = JournalWriter(
      journal: journal, log: log, run: try journal.latestRun, makeRoom: makeRoom,
      synchronize: synchronize, onFailure: { queue.close() },
      receipts: { queue.withOrder { $0.receiptEntries } },
      deliver: { refill, jobs in
        guard queue.withOrder({ $0.receive(jobs, for: refill) }) else {
          throw FrontierError(
            code: .damaged,
            message: "\(journal.path) has lost addresses that were waiting; please report it.")
        }
      })
    writer = Monitor(WorkerThread(name: "journal") { writing.run(from: books) })
  }

  deinit { end() }

  /// Puts seeds; answers how many of them were new.
  public func put(_ jobs: [Job]) throws(FrontierError) -> Int {
    var fresh = 0
    var rest = jobs[...]
    while !rest.isEmpty {
      log.waitForRoom()
      fresh += queue.put(rest.prefix(JournalLog.eager))
      rest = rest.dropFirst(JournalLog.eager)
    }
    try log.check()
    return fresh
  }

  /// Waits for a job; `nil` once the frontier is closed.
  public func get(for worker: WorkerID) throws(FrontierError) -> Job? {
    let job = queue.get(for: worker)
    if job == nil { try log.check() }
    return job
  }

  /// Hands out up to `room` jobs without waiting.
  public func poll(_ room: Int, for worker: WorkerID) throws(FrontierError) -> PolledJobs {
    let polled = queue.poll(room, for: worker)
    return PolledJobs(jobs: polled.items, askAgain: polled.askAgain)
  }

  /// Takes in all that a job brought to light and marks it done: one step, and part of one
  /// transaction.
  public func taskDone(
    _ job: Job, _ findings: Findings, by worker: WorkerID
  ) throws(FrontierError) {
    log.waitForRoom()
    // Hashing a hundred addresses needs no lock.
    let fingerprints = findings.discoveries.map { discovery in
      JournaledOrder.fingerprint(
        discovery.link.key.text, isImage: discovery.link.kind == .image, key: key)
    }
    queue.taskDone(job, by: worker) { (order: inout JournaledOrder) -> Int in
      order.record(job, findings, fingerprints)
    }
    // What was done is taken in all the same: where room was kept for that, it is still written.
    try log.check()
  }

  /// Gives a job back as `successor`, to be handed out again after a pause.
  public func putBack(
    _ job: Job, as successor: Job, after pause: Duration, because attempt: Attempt?
  ) throws(FrontierError) {
    log.waitForRoom()
    queue.putBack(job, as: successor, notBefore: .now + pause)
    if let attempt {
      queue.withOrder { order in
        order.entries.append(.attempt(number: job.record, attempt))
        order.send()
      }
    }
    try log.check()
  }

  /// Waits until every job that was ever put is done, or the frontier is closed.
  public func join() throws(FrontierError) {
    queue.join()
    try log.check()
  }

  /// Ends it at once for everybody; what is done after that is still taken in.
  public func close() { queue.close() }

  /// Puts everything that was done onto the disk; to be called when no worker is left.
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

  /// Takes in what came of asking an origin for its robots.txt.
  public func admit(_ job: Job, _ standing: RobotsStanding) {
    queue.withOrder { order in order.polite.admit(job, standing, at: .now) }
  }

  /// Takes in what came of asking an origin for a file about opt-outs.
  public func admit(_ job: Job, _ file: OptOutFile) {
    queue.withOrder { order in order.polite.admit(job, file, at: .now) }
  }

  /// Lets rules hold for everything that waits.
  public func follow(_ rules: QueueRules) {
    queue.withOrder { order in order.polite.follow(rules) }
  }

  /// Hears that a transfer at an origin failed in a way that speaks of strain.
  public func fault(at origin: Origin) {
    queue.withOrder { order in order.polite.fault(at: origin) }
  }

  /// Hears that an origin said that it is overloaded.
  public func overload(at origin: Origin, asking pause: Duration?) {
    let now = clock()
    queue.withOrder { order in
      let rest = order.polite.overload(
        at: origin, asking: pause, now: .now, chance: .random(in: 0...1))
      guard let rest else { return }
      let until = Timestamp(seconds: now.seconds + rest.components.seconds + 1)
      order.entries.append(.rest(origin: order.polite.index(of: origin), until: until))
      order.send()
    }
  }

  /// Lets an origin rest for a while, also when the program is started anew.
  public func hold(_ origin: Origin, for pause: Duration) {
    let until = Timestamp(seconds: clock().seconds + pause.components.seconds)
    queue.withOrder { order in
      order.polite.hold(origin, until: .now + pause)
      order.entries.append(.rest(origin: order.polite.index(of: origin), until: until))
      order.send()
    }
  }

  /// Has `ring` called when something may have come up for a worker that `poll` refused.
  public func attach(_ worker: WorkerID, ring: @escaping @Sendable () -> Void) {
    queue.attach(worker, ring: ring)
  }

  /// Forgets a worker.
  public func detach(_ worker: WorkerID) { queue.detach(worker) }

  /// The books, all read under one lock; they may be ahead of the disk for a moment.
  ///
  /// When the disk took nothing more they are those of the disk.
  public var counts: FrontierCounts {
    let kept = log.failure == nil ? nil : try? journal.books
    return queue.withOrder { order in
      let books = kept ?? order.books
      var counts = FrontierCounts()
      counts.images = books.images
      counts.pages = books.pages
      counts.storedBytes = books.storedBytes
      counts.inFlight = order.polite.inFlight
      counts.waiting = order.unfinished - order.polite.inFlight
      return counts
    }
  }

  /// All records as they are at the call.
  public func records() throws(FrontierError) -> FrontierRecords {
    try flush()
    return try journal.records()
  }

  /// Waits until everything that was done before the call is on the disk.
  public func flush() throws(FrontierError) {
    if writer.withLock({ $0 != nil }) { try log.flush() }
  }

  /// What was asked of each origin, in the order in which they were first met.
  public func receipts() -> [HostReceipt] {
    queue.withOrder { order in order.polite.receipts }
  }
}

extension JournaledOrder {
  /// What was asked of each origin, for the journal.
  var receiptEntries: [JournalEntry] {
    polite.receipts.enumerated().map { .receipt(origin: $0, $1) }
  }
}
