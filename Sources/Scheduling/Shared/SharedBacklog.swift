import Addressing
import CrawlModel
import Redis
import Threads

/// The backlog of a node of a shared crawl: the journal of its folder for everything that the node
/// has found and done, and a server for the jobs.
struct SharedBacklog: Backlog {
  let journal: JournalBacklog
  /// The node's side of the frontier; used by the writer of the backlog.
  let queue: Monitor<SharedQueues>
  let crawl: SharedQueue.Crawl
  let sharing: Sharing
  private let store: Journal
  /// Until when the node may wait for the answers to its last calls, in any case.
  private let lastCalls: StopSign

  static let idName = "shared.id"
  static let nodeName = "shared.node"
  /// The prefix of the names of all nodes.
  static let memberPrefix = "shared.member."
  static let addressesName = "shared.addresses"

  /// Joins a shared crawl with a journal whose run has begun.
  ///
  /// What waited in the journal when an earlier run ended belongs to all nodes. Everything that the
  /// journal knows is offered again, because the server may have lost the last moments, or all.
  ///
  /// - Parameters:
  ///   - journal: the journal.
  ///   - sharing: where the crawl is shared.
  ///   - clock: the wall clock.
  ///   - synchronize: flushes stored images to the device.
  /// - Throws: `FrontierError` if the journal or the server cannot be used, or the crawl there is
  ///   another one.
  init(
    _ journal: Journal, _ sharing: Sharing, clock: @escaping @Sendable () -> Timestamp,
    synchronize: @escaping @Sendable () throws -> Void
  ) throws(FrontierError) {
    store = journal
    self.sharing = sharing
    let id = try journal.setting(Self.idName)
    if id == nil, try !journal.isWithoutAddresses {
      throw FrontierError(
        code: .mismatch,
        message: "\(journal.path) is that of a crawl on one machine; choose another folder with "
          + "--output.")
    }
    let node = try journal.setting(Self.nodeName) ?? Self.randomText
    try journal.set([Self.nodeName: node])
    var settings = SharedQueue.Settings(
      server: sharing.server, name: sharing.name, node: node, identity: sharing.identity)
    settings.lease = sharing.lease
    settings.delay = sharing.delay
    settings.goesByLevel = sharing.goesByLevel
    settings.label = sharing.label
    let lastCalls = StopSign()
    self.lastCalls = lastCalls
    settings.server.isCancelled = { [stopSign = sharing.stopSign] in
      stopSign.isOver && lastCalls.deadline.map { $0 <= .now } ?? true
    }
    settings.lastToken = try journal.lastToken
    let queue = SharedQueues(settings)
    let own = SharedQueue.Crawl(id: id ?? Self.randomText, key: try journal.fingerprintKey)
    crawl = try Self.attempt { () throws(SharedFault) in
      try queue.join(own, isKnown: id != nil)
    }
    try journal.set([Self.idName: crawl.id])
    try Self.keepMembers(of: queue, in: journal)
    try journal.set(crawl.key)
    try journal.parkWaiting()
    try Self.attempt { () throws(SharedFault) in try Self.putBack(from: journal, sharing, to: queue)
    }
    warnings = queue.warnings
    self.queue = Monitor(queue)
    self.journal = try JournalBacklog(journal, clock: clock, synchronize: synchronize)
  }

  /// Records which nodes take part, so that the folder of one that is missing is noticed.
  private static func keepMembers(
    of queue: SharedQueues, in journal: Journal
  ) throws(FrontierError) {
    try journal.set(
      Dictionary(uniqueKeysWithValues: queue.members.map { (memberPrefix + $0, $1) }))
  }

  /// Begins the calls by which this node leaves; they have a moment even if the crawl must have stopped.
  func beginLastCalls() { lastCalls.show(until: .now + Self.timeOfLastCalls) }

  private static let timeOfLastCalls: Duration = .seconds(1)

  /// Ends the part of this node.
  func leave(
    _ queue: SharedQueues, _ leases: [(origin: Origin, token: Int, pause: Duration)]
  ) throws(SharedFault) {
    try queue.leave(leases)
    do throws(FrontierError) {
      try Self.keepMembers(of: queue, in: store)
      try store.set([Self.addressesName: String(queue.addresses)])
    } catch {
      throw .ended(error)
    }
  }

  private static var randomText: String { String(UInt64.random(in: 0 ... .max), radix: 36) }

  /// The number of addresses that are put back in one call.
  private static let chunk = 500

  /// Offers everything that the journal knows: jobs again, and what is done as such.
  private static func putBack(
    from journal: Journal, _ sharing: Sharing, to queue: SharedQueues
  ) throws(SharedFault) {
    if sharing.sites?.limitsPages == true {
      let pages: [Origin: Int]
      do throws(FrontierError) { pages = try journal.pagesAsked } catch { throw .ended(error) }
      try queue.tell(pages: pages)
    }
    var last: RecordNumber?
    while true {
      let known: [KnownAddress]
      do throws(FrontierError) {
        known = try journal.addressesToShare(after: last, limit: chunk)
      } catch {
        throw .ended(error)
      }
      guard let end = known.last else { return }
      last = end.number
      try queue.know(known.filter { $0.job == nil })
      _ = try queue.put(
        known.compactMap { known in
          known.job.map { SharedJob($0, fingerprint: known.fingerprint) }
        })
    }
  }

  /// What the user should know of the server.
  let warnings: [String]

  /// Claims a part of a limit for all nodes; returns whether there was room.
  ///
  /// Waits while the server is away; the writer of the backlog ends the crawl if that takes too long. There
  /// is no room any more once the crawl must have stopped.
  func claim(
    _ number: Int, of name: String, limit: Int, whileIn isRunning: () -> Bool
  ) throws(FrontierError) -> Bool {
    while true {
      do throws(SharedFault) {
        return try queue.withLock { (queue) throws(SharedFault) in
          try queue.use(name, number, limit: limit)
        }
      } catch {
        guard isRunning(), !sharing.stopSign.isOver else { return false }
        if case .ended(let error) = error { throw error }
      }
      let end = MonotonicTime.now + Self.claimPause
      queue.wait { $0.isConnected || end <= .now ? .finish(()) : .sleepUntil(end) }
    }
  }

  /// Lets all nodes stop.
  func stop(_ reason: String) {
    // Without a server the others notice its absence.
    _ = try? queue.withLock { (queue) throws(SharedFault) in try queue.stop(reason) }
  }

  /// Offers everything again, to a server that may have lost the last moments.
  func putBack(to queue: SharedQueues) throws(SharedFault) {
    try Self.putBack(from: store, sharing, to: queue)
  }

  private static func attempt<Result>(
    _ body: () throws(SharedFault) -> Result
  ) throws(FrontierError) -> Result {
    do {
      return try body()
    } catch {
      throw FrontierError(error)
    }
  }

  /// The maximum time between two attempts to claim a part of a limit while the server is away.
  private static let claimPause: Duration = .seconds(1)

  // MARK: Backlog

  var shared: SharedBacklog? { self }

  var fingerprintKey: Fingerprint.Key { get throws(FrontierError) { crawl.key } }

  func restore(_ order: inout WindowedOrder) throws(FrontierError) {
    try journal.restore(&order)
    var window = SharedWindow()
    window.uncounted = try store.uncountedElsewhere
    order.shared = window
  }

  func write(_ entries: [BacklogEntry], _ counts: CrawlCounts) throws(FrontierError) {
    try journal.write(entries, counts)
  }

  func read(_ refill: Refill) throws(FrontierError) -> [Assignment] { try journal.read(refill) }

  func settle(_ entries: [BacklogEntry], _ counts: CrawlCounts) throws(FrontierError) {
    try journal.settle(entries, counts)
  }

  func addresses(of records: [RecordNumber]) throws(FrontierError) -> [WebAddress] {
    try journal.addresses(of: records)
  }

  var counts: CrawlCounts { get throws(FrontierError) { try journal.counts } }

  var lostJobs: FrontierError { journal.lostJobs }

  // MARK: Records

  func records() throws(FrontierError) -> FrontierRecords { try journal.records() }

  func failureGroups() throws(FrontierError) -> [FailureGroup] { try journal.failureGroups() }

  func seedSurvey() throws(FrontierError) -> SeedSurvey { try journal.seedSurvey() }

  func policies() throws(FrontierError) -> PolicyAnswers { try journal.policies() }

  func iconSurvey() throws(FrontierError) -> [IconSurvey] { try journal.iconSurvey() }
}

extension FrontierError {
  init(_ fault: SharedFault) {
    switch fault {
    case .away(let error): self.init(error)
    case .ended(let error): self = error
    case .restarted:
      self.init(code: .unreachable, message: "Redis was started again; start the crawl again.")
    }
  }
}
