public import Addressing
public import CrawlModel
public import Threads

/// What is still to be fetched, shared by all workers of a crawl.
///
/// Seeds and discoveries are put, workers get or poll assignments, and every assignment comes back
/// once: as done with its findings, or put back for a retry or the next hop of a redirect. `join`
/// returns when every job that was ever put is done; nothing else ends a crawl but `close`.
///
/// Between, as soon as its transfer is over, `released` frees the place that an assignment has in
/// the polite order; the job is unfinished until `done`. All calls are safe from any thread.
public protocol Frontier: Sendable {
  /// Puts seeds; returns how many of them were new.
  @discardableResult
  func put(_ jobs: [Job]) throws(FrontierError) -> Int

  /// Waits for an assignment; `nil` once the frontier is closed. For a worker with nothing in flight.
  func get(for worker: WorkerID) throws(FrontierError) -> Assignment?

  /// Hands out up to `room` assignments without waiting. For a worker with transfers in flight, which
  /// is woken by the closure it gave to `attach` when it got less than it had room for.
  func poll(_ room: Int, for worker: WorkerID) throws(FrontierError) -> PolledJobs

  /// Frees the place of an assignment whose transfer is over; the job is not done by that.
  ///
  /// - Parameters:
  ///   - assignment: the assignment; one that has no place, since it was refused, changes nothing.
  ///   - sign: where the server is and how fast it answered, where that is known.
  ///   - worker: the worker that had it, which polls again before it sleeps.
  func released(
    _ assignment: Assignment, _ sign: ServerSign?, by worker: WorkerID
  ) throws(FrontierError)

  /// Applies the findings of a job and marks it done, in one step.
  func done(_ assignment: Assignment, _ findings: Findings) throws(FrontierError)

  /// Gives a job back, to be handed out again after a pause with another request; it stays
  /// unfinished.
  ///
  /// `attempt` is kept to explain what became of the address.
  func putBack(
    _ assignment: Assignment, as request: Request, after pause: Duration,
    because attempt: Attempt?
  ) throws(FrontierError)

  /// Applies what was learnt about an origin to everything that waits there.
  func report(_ signal: OriginSignal, at origin: Origin) throws(FrontierError)

  /// Applies rules to everything that waits, in place of any earlier ones.
  func follow(_ rules: QueueRules)

  /// Waits until every job that was ever put is done, or the frontier is closed.
  func join() throws(FrontierError)

  /// Ends it at once: `get` returns `nil` and `join` returns, for every thread.
  func close()

  /// Makes sure that everything that was done survives the process; to be called after `close`, when
  /// no worker is left.
  func finish() throws(FrontierError)

  /// Registers the closure that wakes a worker when `poll` may have something for it.
  func attach(_ worker: WorkerID, wake: @escaping @Sendable () -> Void)

  /// Removes a worker.
  func detach(_ worker: WorkerID)

  /// How many addresses are in which state; they add up at every moment.
  var counts: CrawlCounts { get }

  /// What was requested of each origin, in the order in which they were first met.
  var hostStatistics: [HostStatistics] { get }
}

/// What `Frontier.poll` has for a worker.
public struct PolledJobs: Sendable {
  /// The assignments handed out.
  public var assignments: [Assignment]
  /// When to poll again unless woken before; `nil` when only a wake can change anything.
  public var pollAgain: MonotonicTime?

  /// Makes an answer from its parts.
  public init(assignments: [Assignment], pollAgain: MonotonicTime?) {
    self.assignments = assignments
    self.pollAgain = pollAgain
  }
}
