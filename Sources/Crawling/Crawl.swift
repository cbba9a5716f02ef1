public import Addressing
public import CrawlModel
import Fetching
import Files
import Scheduling
import Scoping
import Storing
import Threads

/// One crawl of one site into one folder: the main type of the public API.
///
/// ```swift
/// let crawl = try Crawl(CrawlConfiguration(seeds: ["https://example.com/"], output: "birds"))
/// let summary = try crawl.run()
/// print("\(summary.images.taken) images in \(summary.elapsed)")
/// ```
///
/// Seeds are put into the frontier, workers get jobs from it and put in what they discover, and
/// `join` on the frontier returns when every job is done. `run` blocks; `stop` may be called from
/// any thread.
public final class Crawl: Sendable {
  /// The settings of the crawl.
  public let configuration: CrawlConfiguration
  /// What the folder keeps of the settings: as they were given, whatever this process allows.
  private let optionsOfRun: [String: String]
  /// What the user should know of the settings.
  private let notes: [String]
  private let plan: CrawlPlan
  let output: OutputFolder
  private let state: CrawlState
  private let cookies: CookieKeeping
  private let known: KnownImages?
  private let observers: Observers
  private let ending: CrawlEnding
  private let start = MonotonicTime.now
  private let begun = Monitor(RunStart())

  /// Prepares a crawl: parses the seeds and patterns, creates the output folder and locks it.
  ///
  /// - Parameters:
  ///   - configuration: the settings of the crawl.
  ///   - observers: receive every event.
  /// - Throws: `CrawlError` for an invalid seed or setting, or if the folder cannot be used.
  public init(
    _ configuration: CrawlConfiguration, observers: [any CrawlObserver] = []
  ) throws(CrawlError) {
    try configuration.check()
    optionsOfRun = configuration.optionsOfRun
    var configuration = configuration
    try configuration.fit(
      addressSpace: ProcessMemory.addressSpaceLimit, data: ProcessMemory.dataLimit)
    let descriptorNote = try configuration.fit(descriptors: DescriptorLimit.current)
    self.configuration = configuration
    self.observers = Observers(list: observers)
    ending = CrawlEnding(self.observers)
    let plan = try CrawlPlan(configuration)
    cookies = try CookieKeeping(configuration)
    known = try KnownImages(configuration.knownFolders)
    try configuration.checkStore()
    notes = [descriptorNote].compactMap { $0 } + plan.notes + cookies.notes
    output =
      try configuration.isDryRun
      ? OutputFolder.forDryRun() : OutputFolder(configuration.output)
    let state = try CrawlState(
      &configuration, sendsSecrets: plan.sendsSecrets, in: output)
    self.plan =
      configuration.seeds == plan.configuration.seeds ? plan : try CrawlPlan(configuration)
    self.state = configuration.retriesFailed ? try state.retryingFailed(in: output) : state
  }

  /// Runs the crawl and writes the records; blocks until both are done.
  ///
  /// - Returns: the counts of the crawl and how it ended.
  /// - Throws: `CrawlError` if the records could not be written.
  public func run() throws(CrawlError) -> CrawlSummary {
    let conclusion = try collect()
    let problem = configuration.isDryRun ? nil : cookies.save()
    var summary =
      try configuration.isDryRun ? conclusion.summary : conclusion.write(to: output)
    if configuration.isDryRun { output.discard() }
    summary.notes += notes + (problem.map { [$0] } ?? [])
    return summary
  }

  /// Works until every job is done or the crawl is stopped; the records are not written yet.
  func collect() throws(CrawlError) -> CrawlConclusion {
    let savedRules = try configuration.isDryRun ? nil : LiveRules.read(in: output.state)
    let namedHosts = try state.namedHosts(of: plan.named)
    let choice =
      state.kind == .crawl
      ? try SchemeChoice(plan, namedHosts, output, until: ending.stopSign) : nil
    let plan = choice?.plan ?? plan
    let configuration = plan.configuration
    let place = try Workplace(
      configuration, state, output, plan.traps, optionsOfRun: optionsOfRun,
      bucket: try bucket(for: configuration),
      ending: ending, observers: observers)
    let frontier = place.frontier
    let known = try known?.leavingOut(lostIn: state.journal)
    let guesses = GuessGuard()
    var objections: [QueueRules.Objection] = [
      { guesses.refusal(of: $0, $1) }, { plan.traps.refusal(of: $0, $1) },
    ]
    if let known { objections.insert({ known.refusal(of: $0, $1) }, at: 0) }
    ending.watch(frontier)
    let begun = RunStart(state, frontier)
    self.begun.withLock { $0 = begun }
    observers.send(.began(begun))
    for warning in frontier.warnings { observers.send(.warning(warning)) }
    if !configuration.isDryRun { output.takeReserve() }
    let gate = configuration.addressGate(plan, hosts: namedHosts)
    let bar: QueueRules.Bar = { gate.allows($0) ? nil : Refusal(.skipped(.privateAddress)) }
    frontier.follow(QueueRules().adding(objections, barring: bar))
    // Rules that are already in the folder apply from the first job on.
    var rules: WorkerThread?
    ending.attempt {
      rules = try savedRules.map {
        try LiveRules(
          frontier: frontier, objections: objections, bar: bar, observers: observers,
          stopSign: ending.stopSign
        ).watch($0)
      }
    }
    let team = WorkerTeam(
      plan: plan, namedHosts: namedHosts, guesses: guesses, known: known, cookies: cookies.store,
      observers: observers, ending: ending)
    var crew = Crew()
    var clock: WorkerThread?
    ending.attempt {
      clock = try ending.clock(until: configuration.maximumTime.map { start + $0 })
      crew = try team.start(place, output, countsOn: state.countsOn)
      try frontier.put(plan.seedJobs)
      try frontier.join()
      if state.kind != .retry, ending.cause.isUndecided {
        try frontier.put(SiteIcons.jobs(for: frontier.iconSurvey(), plan.scope))
        try frontier.join()
      }
    }
    frontier.close()
    crew.join()
    ending.finish()
    ending.stopSign.show(until: .now)
    clock?.join()
    rules?.join()
    ending.attempt { try place.store.close() }
    ending.attempt { try frontier.finish() }
    output.releaseReserve()
    // The memory of the workers is not needed for writing the records.
    ProcessMemory.giveBack()
    return CrawlConclusion(
      plan: plan, place: place, state: state, ending: ending, start: start, begun: begun,
      notes: choice?.notes ?? [], triedByHTTP: choice?.unreachable ?? [])
  }

  /// The bucket of the images; `nil` if they are in the output folder, or not kept.
  private func bucket(for configuration: CrawlConfiguration) throws(CrawlError) -> Bucket? {
    guard !configuration.isDryRun, let place = try configuration.storePlace else { return nil }
    return Bucket(place, patience: configuration.storePatience, stop: ending.stopSign) {
      [observers] words in observers.send(.warning(words))
    }
  }

  /// Ends the crawl early: no transfer is started, and transfers in flight may finish.
  ///
  /// Once the last of them has, this does nothing.
  ///
  /// - Parameter grace: how long they may take; transfers still in flight after it are cancelled
  ///   and their jobs stay pending.
  public func stop(grace: Duration = Crawl.grace) { ending.interrupt(grace: grace) }

  /// How long transfers in flight may take when a crawl is stopped, unless `stop` says otherwise.
  public static let grace: Duration = .seconds(3)

  /// The progress of the crawl; may be read at any time from any thread.
  public var progress: CrawlProgress {
    let counts = ending.counts
    return CrawlProgress(
      start: begun.withLock { $0 }, run: counts.run, images: counts.images, pages: counts.pages,
      bytes: counts.storedBytes, waiting: counts.waiting, inFlight: counts.inFlight,
      documentsLeft: counts.documentsLeft, elapsed: .now - start,
      awaited: counts.awaited.map {
        .init(host: $0.host, pause: max(.zero, $0.until - .now), isSilent: $0.isSilent)
      })
  }

  /// Returns what is known of origins now: their pauses, delays and transfers.
  ///
  /// Origins that the crawl does not know are left out; `CrawlFolder.status(hosts:)` has the busiest.
  /// `waiting` counts only the jobs in memory. May be called at any time from any thread.
  public func hosts(_ origins: [Origin]) -> [HostStatus] { ending.hosts(origins) }
}
