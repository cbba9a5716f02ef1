public import Addressing
public import CrawlModel
public import Threads

/// The frontier of a crawl in memory: the textbook's queue over a polite order, with the records of
/// the crawl beside it under the same lock.
public final class LocalFrontier: Frontier {
  private let queue: WorkQueue<RecordedOrder>

  /// Makes an empty frontier.
  ///
  /// - Parameters:
  ///   - politeness: what every origin may expect.
  ///   - levelByLevel: whether pages wait for all shallower pages, so that a limit on the depth cuts
  ///     at the same place whatever the order of arrival.
  public init(_ politeness: Politeness, levelByLevel: Bool = false) {
    queue = WorkQueue(
      RecordedOrder(polite: PoliteOrder(politeness, levelByLevel: levelByLevel)))
  }

  /// Puts seeds; answers how many of them were new.
  public func put(_ jobs: [Job]) -> Int { queue.put(jobs) }

  /// Waits for a job; `nil` once the frontier is closed.
  public func get(for worker: WorkerID) -> Job? { queue.get(for: worker) }

  /// Hands out up to `room` jobs without waiting.
  public func poll(_ room: Int, for worker: WorkerID) -> PolledJobs {
    let polled = queue.poll(room, for: worker)
    return PolledJobs(jobs: polled.items, askAgain: polled.askAgain)
  }

  /// Takes in all that a job brought to light and marks it done, under one lock.
  public func taskDone(_ job: Job, _ findings: Findings, by worker: WorkerID) {
    let jobs = findings.discoveries.compactMap { discovery in
      if case .follow(let job) = discovery.verdict { job } else { nil as Job? }
    }
    let objected = findings.discoveries.lazy.filter { discovery in
      discovery.verdict == .skip(.optOut) && discovery.link.kind == .image
        && discovery.link.inline == nil
    }.map(\.link.address)
    queue.taskDone(job, by: worker, discovering: jobs) { order in
      order.ledger.record(job, findings)
      for image in objected { order.polite.object(to: image) }
    }
  }

  /// Gives a job back as `successor`, to be handed out again after a pause.
  public func putBack(
    _ job: Job, as successor: Job, after pause: Duration, because attempt: Attempt?
  ) {
    queue.putBack(job, as: successor, notBefore: .now + pause)
  }

  /// Waits until every job that was ever put is done, or the frontier is closed.
  public func join() { queue.join() }

  /// Ends it at once for everybody; the records stay readable.
  public func close() { queue.close() }

  /// Does nothing: the records end with the process.
  public func finish() {}

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
    queue.withOrder { order in
      _ = order.polite.overload(
        at: origin, asking: pause, now: .now, chance: .random(in: 0...1))
    }
  }

  /// Lets an origin rest for a while.
  public func hold(_ origin: Origin, for pause: Duration) {
    queue.withOrder { order in order.polite.hold(origin, until: .now + pause) }
  }

  /// Has `ring` called when something may have come up for a worker that `poll` refused.
  public func attach(_ worker: WorkerID, ring: @escaping @Sendable () -> Void) {
    queue.attach(worker, ring: ring)
  }

  /// Forgets a worker.
  public func detach(_ worker: WorkerID) { queue.detach(worker) }

  /// The books, all read under one lock.
  public var counts: FrontierCounts {
    queue.withOrder { order in
      var counts = FrontierCounts()
      counts.images = order.ledger.imageBooks
      counts.pages = order.ledger.pageBooks
      counts.storedBytes = order.ledger.storedBytes
      counts.inFlight = order.polite.inFlight
      counts.waiting = counts.images.pending + counts.pages.pending - counts.inFlight
      return counts
    }
  }

  /// All records as they are at the call.
  ///
  /// The final address of a page that redirects is where the whole chain ends.
  public func records() -> FrontierRecords {
    let ledger = queue.withOrder { order in order.ledger }
    var pages = ledger.pages.makeIterator()
    var images = ledger.images.makeIterator()
    var outcomes = images
    return FrontierRecords(
      pages: {
        guard var entry = pages.next() else { return nil }
        entry.finalAddress = ledger.finalAddress(of: entry.address) ?? entry.finalAddress
        return entry
      },
      images: {
        guard var entry = images.next() else { return nil }
        entry.optOuts = ledger.optOuts(of: entry)
        return entry
      }, outcomes: { outcomes.next()?.outcome })
  }

  /// The first of what failed, documents before images.
  public func failures(atMost limit: Int) -> [CrawlSummary.Failure] {
    queue.withOrder { order in order.ledger.failures(atMost: limit) }
  }

  /// What became of the seeds.
  public func seedSurvey() -> SeedSurvey { queue.withOrder { order in order.ledger.seedSurvey } }

  /// What was asked of each origin, in the order in which they were first met.
  public func receipts() -> [HostReceipt] {
    queue.withOrder { order in order.polite.receipts }
  }
}

/// A polite order that keeps the books of what passes through it.
struct RecordedOrder: ~Copyable, WorkOrder {
  var polite: PoliteOrder
  var ledger = Ledger()
  private var documents = DocumentCount()

  init(polite: consuming PoliteOrder) { self.polite = polite }

  mutating func put(_ job: Job) -> Bool {
    guard polite.put(job) else { return false }
    ledger.enter(job)
    if job.kind != .image { documents.put() }
    releaseImagesIfDue()
    return true
  }

  mutating func next(for worker: WorkerID, at now: MonotonicTime) -> NextItem<Job> {
    polite.next(for: worker, at: now)
  }

  var hasNext: Bool { polite.hasNext }

  mutating func taskDone(_ job: Job, at now: MonotonicTime) {
    polite.taskDone(job, at: now)
    documents.done(job)
    releaseImagesIfDue()
  }

  /// Lets images start once all documents are read, where they wait for that.
  private mutating func releaseImagesIfDue() {
    if polite.holdsImages, documents.unfinished == 0 { polite.releaseImages() }
  }

  mutating func putBack(_ job: Job, as successor: Job, notBefore time: MonotonicTime) {
    polite.putBack(job, as: successor, notBefore: time)
  }
}
