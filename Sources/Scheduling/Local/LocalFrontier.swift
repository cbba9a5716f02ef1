public import Addressing
public import CrawlModel
public import Threads

/// The frontier of a crawl on one machine: the textbook's queue over a polite order, with the
/// records of the crawl beside it under the same lock.
public final class LocalFrontier: Frontier {
  private let queue: WorkQueue<RecordedOrder>

  /// Makes an empty frontier.
  ///
  /// - Parameter levelByLevel: whether pages wait for all shallower pages, so that a limit on the
  ///   depth cuts at the same place whatever the order of arrival.
  public init(_ politeness: Politeness, levelByLevel: Bool = false) {
    queue = WorkQueue(
      RecordedOrder(polite: PoliteOrder(politeness, levelByLevel: levelByLevel)))
  }

  public func put(_ jobs: [Job]) -> Int { queue.put(jobs) }

  public func get(for worker: WorkerID) -> Job? { queue.get(for: worker) }

  public func poll(_ room: Int, for worker: WorkerID) -> PolledJobs {
    let polled = queue.poll(room, for: worker)
    return PolledJobs(jobs: polled.items, askAgain: polled.askAgain)
  }

  public func taskDone(_ job: Job, _ findings: Findings, by worker: WorkerID) {
    let jobs = findings.discoveries.compactMap { discovery in
      if case .follow(let job) = discovery.verdict { job } else { nil as Job? }
    }
    queue.taskDone(job, by: worker, discovering: jobs) { order in
      order.ledger.record(job, findings)
    }
  }

  public func putBack(_ job: Job, as successor: Job, after pause: Duration) {
    queue.putBack(job, as: successor, notBefore: .now + pause)
  }

  public func join() { queue.join() }

  public func close() { queue.close() }

  public func hold(_ origin: Origin, for pause: Duration) {
    queue.withOrder { order in order.polite.hold(origin, until: .now + pause) }
  }

  public func attach(_ worker: WorkerID, ring: @escaping @Sendable () -> Void) {
    queue.attach(worker, ring: ring)
  }

  public func detach(_ worker: WorkerID) { queue.detach(worker) }

  public var counts: FrontierCounts {
    queue.withOrder { order in
      var counts = FrontierCounts()
      counts.images = order.ledger.imageBooks
      counts.pages = order.ledger.pageBooks
      counts.storedBytes = order.ledger.storedBytes
      counts.inFlight = order.polite.inFlight
      return counts
    }
  }

  public func imageEntries() -> EntryReader<ManifestEntry> {
    var entries = queue.withOrder { order in order.ledger.images }.makeIterator()
    return { entries.next() }
  }

  public func pageEntries() -> EntryReader<PageEntry> {
    let ledger = queue.withOrder { order in order.ledger }
    var entries = ledger.pages.makeIterator()
    return {
      guard var entry = entries.next() else { return nil }
      entry.finalAddress = ledger.finalAddress(of: entry.address) ?? entry.finalAddress
      return entry
    }
  }

  public func receipts() -> [HostReceipt] {
    queue.withOrder { order in order.polite.receipts }
  }
}

/// A polite order that keeps the books of what passes through it.
struct RecordedOrder: ~Copyable, WorkOrder {
  var polite: PoliteOrder
  var ledger = Ledger()

  mutating func put(_ job: Job) -> Bool {
    guard polite.put(job) else { return false }
    ledger.enter(job)
    return true
  }

  mutating func next(for worker: WorkerID, at now: MonotonicTime) -> NextItem<Job> {
    polite.next(for: worker, at: now)
  }

  func isReady(at now: MonotonicTime) -> Bool { polite.isReady(at: now) }

  mutating func taskDone(_ job: Job, at now: MonotonicTime) { polite.taskDone(job, at: now) }

  mutating func putBack(_ job: Job, as successor: Job, notBefore time: MonotonicTime) {
    polite.putBack(job, as: successor, notBefore: time)
  }
}
