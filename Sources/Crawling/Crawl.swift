import Addressing
import Bytes
public import CrawlModel
import Fetching
import Files
import Scheduling
import Scoping
import Storing
import Threads

/// One crawl of one site into one folder: the public face of Magpie.
///
/// ```swift
/// let crawl = try Crawl(CrawlConfiguration(seeds: ["https://example.com/"], output: "birds"))
/// let summary = try crawl.run()
/// print("\(summary.images.taken) images in \(summary.elapsed)")
/// ```
///
/// Seeds go into the frontier, workers take jobs from it and put back what they discover, and
/// `join` on the frontier returns when every job that was ever put is done. `run` blocks; `stop`
/// may be called from any thread.
public final class Crawl: Sendable {
  /// What was asked for.
  public let configuration: CrawlConfiguration
  private let seeds: Seeds
  private let listed: Seeds
  private let scope: Scope
  private let output: OutputFolder
  private let state: CrawlState?
  private let traps: TrapGuard
  // There is none before the crawl runs.
  private let frontier = Monitor<(any Frontier)?>(nil)
  private let observers: Observers
  private let stopSign = StopSign()
  private let ending = Monitor(Ending())
  private let start = MonotonicTime.now

  /// What ended the crawl before `join` did; the first cause holds.
  private struct Ending {
    var limit: CrawlLimit?
    var isInterrupted = false
    var trouble: String?

    var isUndecided: Bool { limit == nil && !isInterrupted && trouble == nil }
  }

  /// Prepares a crawl: reads the seeds and patterns, makes the output folder and locks it.
  ///
  /// - Parameters:
  ///   - configuration: all about the crawl.
  ///   - observers: hear of every event.
  /// - Throws: `CrawlError` for a bad seed or setting, and when the folder cannot be used.
  public init(
    _ configuration: CrawlConfiguration, observers: [any CrawlObserver] = []
  ) throws(CrawlError) {
    try configuration.check()
    self.configuration = configuration
    self.observers = Observers(list: observers)
    seeds = try Seeds(configuration.seeds)
    listed = try Seeds(configuration.imageList)
    scope = try configuration.scope(seeds: seeds.addresses)
    traps = TrapGuard(configuration, seeds: seeds.addresses)
    output =
      try configuration.isDryRun
      ? OutputFolder.forDryRun() : OutputFolder(configuration.output)
    guard configuration.keepsJournal, !configuration.isDryRun else {
      state = nil
      return
    }
    let state = try CrawlState(configuration, in: output)
    self.state = configuration.retriesFailed ? try state.retryingFailed(in: output) : state
  }

  /// Crawls to the end and writes the manifest; blocks until then.
  ///
  /// - Returns: the books of the crawl and how it ended.
  /// - Throws: `CrawlError` when the manifest could not be written.
  public func run() throws(CrawlError) -> CrawlSummary {
    let placed = try prepare()
    if !configuration.isDryRun { output.takeReserve() }
    let frontier = placed.frontier
    // Rules that stand in the folder hold from the first job on.
    let rules = watchRules(of: frontier)
    let workers = startWorkers(frontier, placed.store)
    let clock = startClock()
    attempt {
      try frontier.put(seedJobs)
      try frontier.join()
    }
    frontier.close()
    for worker in workers { worker.join() }
    stopSign.show(until: .now)
    clock?.join()
    rules?.join()
    attempt { try placed.store.close() }
    attempt { try frontier.finish() }
    output.releaseReserve()
    // What the workers had is not needed for the records.
    ProcessMemory.giveBack()
    if configuration.isDryRun {
      output.discard()
      return summary(placed.frontier)
    }
    return try conclude(placed)
  }

  /// What a run works with.
  private struct Workplace {
    let store: FileTree
    let frontier: any Frontier
    var notes: [String] = []
  }

  /// Opens the store and the frontier, and brings both together where an earlier run was.
  private func prepare() throws(CrawlError) -> Workplace {
    let politeness = configuration.politeness
    let isStrict = configuration.maximumDepth != nil
    var placed: Workplace
    do {
      guard let state else {
        placed = Workplace(
          store: try FileTree(
            output: output.folder, temporary: output.temporary, layout: configuration.layout),
          frontier: LocalFrontier(politeness, levelByLevel: isStrict))
        enter(placed.frontier)
        return placed
      }
      var known: [Journal.Content] = []
      // Also a journal that lost everything in a power cut may have left files.
      var notes = try Recovery(journal: state.journal, output: output).run { known.append($0) }
      notes += try CrawlRecords(output).keepEdited(
        state.journal.settings(CrawlRecords.writtenPrefix))
      let store = try FileTree(
        output: output.folder, temporary: output.temporary, layout: configuration.layout,
        placements: PlacementLog(in: output.state))
      for content in known {
        guard let digest = SHA256Digest(hex: content.sha256) else { continue }
        store.remember(digest, in: content.file, isOwned: content.isOwned)
      }
      try state.journal.begin(
        state.kind, at: .now, levelByLevel: isStrict, rules: configuration.rules)
      traps.resume(try TrapMemory(state))
      let output = self.output
      placed = Workplace(
        store: store,
        frontier: try JournaledFrontier(
          state.journal, politeness, levelByLevel: isStrict, clock: { .now },
          makeRoom: { output.releaseReserve() }, synchronize: { try store.synchronize() }),
        notes: notes)
    } catch {
      throw CrawlError(any: error)
    }
    enter(placed.frontier)
    return placed
  }

  /// Lets the frontier be asked and closed from other threads; a crawl that was stopped before closes
  /// it at once.
  private func enter(_ frontier: any Frontier) {
    self.frontier.withLock { $0 = frontier }
    if stopSign.deadline != nil { frontier.close() }
  }

  /// Writes what a crawl leaves beside the images.
  private func conclude(_ placed: Workplace) throws(CrawlError) -> CrawlSummary {
    var refresh: RefreshCounts?
    attempt { refresh = try state?.journal.closeRefresh() }
    var summary = summary(placed.frontier)
    summary.refresh = refresh
    summary.notes = placed.notes
    do {
      // If this run dies while it writes them, nobody has edited them.
      try state?.journal.forgetSettings(CrawlRecords.writtenPrefix)
      let written = try CrawlRecords(output).write(placed.frontier, summary)
      if let journal = state?.journal {
        try journal.set(
          Dictionary(uniqueKeysWithValues: written.map { (CrawlRecords.writtenPrefix + $0, $1) }))
        try TrapMemory.keep(traps.memory, in: journal)
        try journal.end(summary.ending, at: .now)
        try placed.store.forgetPlacements()
      }
    } catch {
      // What broke the crawl most likely also keeps its records from being written; that it broke
      // is the more important news.
      guard summary.ending == .error else { throw CrawlError(any: error) }
    }
    try? state?.journal.close()
    return summary
  }

  /// Ends the crawl early: nothing new is started, and transfers in flight may finish.
  ///
  /// - Parameter grace: how long they may take; what is still under way then is dropped and stays
  ///   pending.
  public func stop(grace: Duration = .seconds(3)) {
    decide { $0.isInterrupted = true }
    end(grace: grace)
  }

  /// Where the crawl stands; may be asked at any time from any thread.
  public var progress: CrawlProgress {
    let counts = frontier.withLock { $0 }?.counts ?? FrontierCounts()
    return CrawlProgress(
      images: counts.images, pages: counts.pages, bytes: counts.storedBytes,
      waiting: counts.waiting, inFlight: counts.inFlight, elapsed: .now - start)
  }

  private var seedJobs: [Job] {
    let looksForSitemaps = configuration.readsSitemaps && configuration.maximumDepth != 0
    return seeds.addresses.map { Job(address: $0, kind: .page) }
      + listed.addresses.map { Job(address: $0, kind: .image) }
      + (looksForSitemaps
        ? SiteLists.jobs(
          for: seeds.addresses, asksRobots: !configuration.obeysRobots) : [])
  }

  /// The origins whose robots.txt is also read for sitemaps.
  private var sitemapOrigins: Set<Origin> {
    configuration.readsSitemaps && configuration.maximumDepth != 0
      ? Set(seeds.addresses.map(\.origin)) : []
  }

  private func startWorkers(_ frontier: any Frontier, _ store: any Store) -> [WorkerThread] {
    let imageRule = configuration.imageRule
    let judge = ContentJudge(
      images: imageRule, obeysOptOuts: configuration.optOuts == .ml, preview: preview)
    let connections = SharedConnections()
    let budget = Budget(
      pages: configuration.maximumPages, images: configuration.maximumImages,
      bytes: configuration.maximumTotal)
    if state?.countsOn == true {
      let counts = frontier.counts
      budget.use(
        pages: counts.pages.taken, images: counts.images.taken, bytes: counts.storedBytes)
    }
    let visit = Visit(
      scope: scope, images: imageRule, retries: configuration.retryRule, budget: budget,
      store: store,
      robots: RobotsVisit(
        scope: scope, sitemapsOf: sitemapOrigins, isObeyed: configuration.obeysRobots),
      inline: InlineKeeper(
        isWanted: configuration.takesDataImages, images: imageRule, budget: budget, store: store,
        preview: preview),
      obeysOptOuts: configuration.optOuts == .ml, traps: traps,
      readsPagesInFull: configuration.readsPagesInFull)
    let policy = configuration.fetchPolicy(seeds: seeds, listed: listed, output: output)
    let shares = configuration.transfersPerThread
    let memory = LinkMemory()
    return shares.indices.map { number in
      WorkerThread(name: "worker \(number)") { [self] in
        attempt {
          let loop = FetchLoop(
            policy: policy, judge: judge, sharing: connections, capacity: shares[number])
          let worker = Worker(
            id: WorkerID(number), frontier: frontier, loop: loop, visit: visit, stop: stopSign,
            observers: observers, recent: RecentLinks(memory, scope),
            reachLimit: { [self] in reach($0) })
          try worker.run()
        }
      }
    }
  }

  /// Tells of images in a dry run; `nil` in any other.
  private var preview: (@Sendable (ImageKey, Job, ImageFacts, Int?) -> Void)? {
    guard configuration.isDryRun else { return nil }
    return { [observers] key, job, facts, bytes in
      observers.tell { .wouldStore(key, job, facts, bytes: bytes) }
    }
  }

  /// Watches `maximumTime`, on a thread of its own so that no worker has to look at a clock.
  private func startClock() -> WorkerThread? {
    guard let maximum = configuration.maximumTime else { return nil }
    let end = start + maximum
    return WorkerThread(name: "clock") { [self] in
      guard !stopSign.wait(until: end) else { return }
      reach(.time)
    }
  }

  /// Has the frontier follow the rules in the folder, and looks from time to time whether they have
  /// changed.
  private func watchRules(of frontier: any Frontier) -> WorkerThread? {
    guard !configuration.isDryRun else { return nil }
    let file: Monitor<RulesFile>
    do throws(FileError) { file = Monitor(try RulesFile(in: output.state)) } catch {
      attempt { throw StoreError(error, storing: RulesFile.name) }
      return nil
    }
    take(file.withLock { $0.look() }, for: frontier)
    return WorkerThread(name: "rules") { [self] in
      while !stopSign.wait(until: .now + RulesFile.pause) {
        take(file.withLock { $0.look() }, for: frontier)
      }
    }
  }

  private func take(_ news: RulesFile.News?, for frontier: any Frontier) {
    switch news {
    case .rules(let rules, let count):
      frontier.follow(rules)
      observers.tell { .rulesRead(count) }
    case .refused(let mistakes): observers.tell { .rulesRefused(mistakes) }
    case nil: break
    }
  }

  private func reach(_ limit: CrawlLimit) {
    if decide({ $0.limit = limit }) { observers.tell { .limitReached(limit) } }
    end(grace: .zero)
  }

  /// Runs a part of the crawl; what it throws ends the whole.
  private func attempt(_ body: () throws -> Void) {
    do {
      try body()
    } catch {
      let words = "\(error)"
      if decide({ $0.trouble = words }) { observers.tell { .broken(words) } }
      end(grace: .zero)
    }
  }

  @discardableResult
  private func decide(_ cause: (inout Ending) -> Void) -> Bool {
    ending.withLock { ending in
      guard ending.isUndecided else { return false }
      cause(&ending)
      return true
    }
  }

  private func end(grace: Duration) {
    stopSign.show(until: .now + grace)
    frontier.withLock { $0 }?.close()
  }

  private func summary(_ frontier: any Frontier) -> CrawlSummary {
    let counts = frontier.counts
    let cause = ending.withLock { $0 }
    // The books say it without a look at every record.
    let hasFailures = counts.images.failedInAll + counts.pages.failedInAll > 0
    // Lists that cannot be read are left out: the books already say that something failed.
    let seeds = (try? frontier.seedSurvey()) ?? SeedSurvey()
    let ending: CrawlSummary.Ending =
      cause.trouble != nil
      ? .error : cause.limit != nil ? .limit : cause.isInterrupted ? .interrupted : .complete
    return CrawlSummary(
      ending: ending, limit: cause.limit, trouble: cause.trouble, images: counts.images,
      pages: counts.pages, bytes: counts.storedBytes, elapsed: .now - start,
      hosts: frontier.receipts(), options: configuration.options,
      reachedSeed: seeds.wereReached || counts.images.reached > 0, strayed: seeds.strayed,
      verifiedCertificates: configuration.verifiesCertificates,
      failures: hasFailures
        ? (try? frontier.failures(atMost: CrawlSummary.failuresListed)) ?? [] : [])
  }
}

extension Tally {
  /// How many addresses a server has answered for, now or in an earlier run.
  fileprivate var reached: Int { taken + duplicate + unchanged + gone + skippedInAll }
}
