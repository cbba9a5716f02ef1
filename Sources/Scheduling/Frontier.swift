public import Addressing
public import CrawlModel
public import Threads

/// What is still to be fetched, shared by all workers of a crawl.
///
/// Seeds and discoveries are put, workers get or poll jobs, and every job that was handed out comes
/// back once: as done with its findings, or put back for a retry or a redirect's next hop. `join`
/// returns when every job that was ever put is done; nothing else ends a crawl but `close`.
///
/// All calls are safe from any thread.
public protocol Frontier: Sendable {
  /// Puts seeds; answers how many of them were new.
  @discardableResult
  func put(_ jobs: [Job]) throws(FrontierError) -> Int

  /// Waits for a job; `nil` once the frontier is closed. For a worker with nothing in flight.
  func get(for worker: WorkerID) throws(FrontierError) -> Job?

  /// Hands out up to `room` jobs without waiting. For a worker with transfers in flight, which is
  /// rung by the closure it gave to `attach` when it got less than it had room for.
  func poll(_ room: Int, for worker: WorkerID) throws(FrontierError) -> PolledJobs

  /// Takes in all that a job brought to light and marks it done, as one step: discoveries, outcome
  /// and records.
  func taskDone(_ job: Job, _ findings: Findings, by worker: WorkerID) throws(FrontierError)

  /// Gives a job back as `successor`, to be handed out again after a pause; it stays unfinished.
  ///
  /// `attempt` is kept to explain what became of the address.
  func putBack(
    _ job: Job, as successor: Job, after pause: Duration, because attempt: Attempt?
  ) throws(FrontierError)

  /// Waits until every job that was ever put is done, or the frontier is closed.
  func join() throws(FrontierError)

  /// Ends it at once: `get` answers `nil` and `join` returns, for everybody.
  func close()

  /// Makes sure that everything that was done outlasts the process, where the frontier is made for
  /// that; to be called after `close`, when no worker is left.
  func finish() throws(FrontierError)

  /// Takes in what came of asking an origin for its robots.txt; `job` asked for it, and what it
  /// brought to light has been put.
  func admit(_ job: Job, _ standing: RobotsStanding) throws(FrontierError)

  /// Takes in what came of asking an origin for a file in which it says what its content may be used
  /// for; `job` asked for it.
  func admit(_ job: Job, _ file: OptOutFile) throws(FrontierError)

  /// Lets rules hold for everything that waits, in place of any that were given before.
  func follow(_ rules: QueueRules)

  /// Hears that a transfer at an origin failed in a way that speaks of strain; fewer are made at
  /// once for a while.
  func fault(at origin: Origin) throws(FrontierError)

  /// Hears that an origin said that it is overloaded (429, 503), and perhaps how long it wants to be
  /// left alone: it rests, once for all answers that say so at a time.
  func overload(at origin: Origin, asking pause: Duration?) throws(FrontierError)

  /// Lets an origin rest: nothing starts there for a while.
  func hold(_ origin: Origin, for pause: Duration) throws(FrontierError)

  /// Has `ring` called when something may have come up for a worker that `poll` refused.
  func attach(_ worker: WorkerID, ring: @escaping @Sendable () -> Void)

  /// Forgets a worker.
  func detach(_ worker: WorkerID)

  /// The books, balanced at every moment.
  var counts: FrontierCounts { get }

  /// All records as they are at the call.
  func records() throws(FrontierError) -> FrontierRecords

  /// The first of what failed, documents before images.
  func failures(atMost limit: Int) throws(FrontierError) -> [CrawlSummary.Failure]

  /// What became of the seeds.
  func seedSurvey() throws(FrontierError) -> SeedSurvey

  /// What was asked of each origin.
  func receipts() -> [HostReceipt]
}

/// Gives one record after the other, then `nil`; only one need be in memory at a time.
public typealias EntryReader<Entry> = () throws(FrontierError) -> Entry?

/// What `Frontier.poll` has for a worker.
public struct PolledJobs: Sendable {
  /// The jobs handed out.
  public var jobs: [Job]
  /// When to ask again if nobody rings before; `nil` when only a ring can change anything.
  public var askAgain: MonotonicTime?

  /// Makes an answer from its parts.
  public init(jobs: [Job], askAgain: MonotonicTime?) {
    self.jobs = jobs
    self.askAgain = askAgain
  }
}

/// The books of a frontier.
public struct FrontierCounts: Sendable, Hashable {
  /// The books of the images.
  public var images = Tally()
  /// The books of pages and stylesheets.
  public var pages = Tally()
  /// Jobs that are handed out and not done.
  public var inFlight = 0
  /// Jobs that wait to be handed out.
  public var waiting = 0
  /// Bytes of all images stored.
  public var storedBytes = 0

  /// Empty books.
  public init() {}
}
