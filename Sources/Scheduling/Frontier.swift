public import Addressing
public import CrawlModel
public import Threads

/// The addresses still to be fetched, shared by all workers of a crawl.
///
/// Seeds and discoveries are put, workers get or poll assignments, and every assignment is returned
/// once: as done with its findings, or put back for a retry or the next hop of a redirect. `join`
/// returns when every job that was put is done; otherwise only `close` ends a crawl.
///
/// As soon as the transfer of an assignment is over, `released` frees its slot in the polite order;
/// the job is unfinished until `done`. All calls are safe from any thread.
public protocol Frontier: Sendable {
  /// Puts seeds; returns how many of them were new.
  @discardableResult
  func put(_ jobs: [Job]) throws(FrontierError) -> Int

  /// Waits for an assignment; `nil` once the frontier is closed.
  ///
  /// For a worker with nothing in flight.
  func get(for worker: WorkerID) throws(FrontierError) -> Assignment?

  /// Hands out up to `room` assignments without waiting.
  ///
  /// For a worker with transfers in flight. If it got fewer than `room`, the closure that it gave
  /// to `attach` wakes it.
  func poll(_ room: Int, for worker: WorkerID) throws(FrontierError) -> PolledJobs

  /// Records when the request of a paced assignment was sent: the delay of its origin counts from
  /// there, and until then no other request starts there.
  ///
  /// - Parameters:
  ///   - assignment: an assignment with `isPaced`; any other changes nothing.
  ///   - time: when its request was sent.
  /// - Throws: `FrontierError` if the frontier cannot continue.
  func sent(_ assignment: Assignment, at time: MonotonicTime) throws(FrontierError)

  /// Frees the slot of an assignment whose transfer is over; this does not mark the job done.
  ///
  /// - Parameters:
  ///   - assignment: the assignment; a refused one has no slot and changes nothing.
  ///   - sign: what the transfer shows about the server, if anything.
  ///   - worker: the worker that had it, which polls again before it sleeps.
  /// - Returns: for a failure of the origin and not of the job, how long the job waits until it is
  ///   requested again, without using one of its retries; `nil` otherwise.
  /// - Throws: `FrontierError` if the frontier cannot continue.
  @discardableResult
  func released(
    _ assignment: Assignment, _ sign: ServerSign?, by worker: WorkerID
  ) throws(FrontierError) -> Duration?

  /// Applies the findings of a job and marks it done, in one step.
  ///
  /// - Returns: the addresses that got an outcome with it.
  /// - Throws: `FrontierError` if the frontier cannot continue.
  @discardableResult
  func done(_ assignment: Assignment, _ findings: Findings) throws(FrontierError)
    -> SettledAddresses

  /// Returns the addresses of the documents whose redirects turned out to form a loop.
  func loop(in settled: SettledAddresses) throws(FrontierError) -> [WebAddress]

  /// Puts a job back, to be handed out again after a pause with another request.
  ///
  /// The job stays unfinished. `attempt` is kept to explain the outcome of the address.
  func putBack(
    _ assignment: Assignment, as request: Request, after pause: Duration,
    because attempt: Attempt?
  ) throws(FrontierError)

  /// Applies a signal about an origin to everything that waits there, and records how the request
  /// that led to it ended.
  func report(
    _ signal: OriginSignal, at origin: Origin, _ answer: PolicyAnswer
  ) throws(FrontierError)

  /// Applies rules to everything that waits; they replace any earlier ones.
  func follow(_ rules: QueueRules)

  /// Waits until every job that was put is done, or the frontier is closed.
  func join() throws(FrontierError)

  /// Closes the frontier immediately: `get` returns `nil` and `join` returns, for every thread.
  func close()

  /// Ensures that all findings survive the process; call it after `close`, when no worker is left.
  func finish() throws(FrontierError)

  /// Registers the closure that wakes a worker when `poll` may have something for it.
  func attach(_ worker: WorkerID, wake: @escaping @Sendable () -> Void)

  /// Removes a worker.
  func detach(_ worker: WorkerID)

  /// The number of addresses in each state; the counts always add up.
  var counts: CrawlCounts { get }

  /// Host statistics of the origins that were requested.
  var hostStatistics: [HostStatistics] { get }

  /// What is known of origins now: their pauses, delays and transfers; `clock` is the current time.
  ///
  /// Those that had no jobs are left out.
  func hosts(_ origins: [Origin], at clock: Timestamp) -> [HostStatus]
}

/// The result of `Frontier.poll`.
public struct PolledJobs: Sendable {
  /// The assignments handed out.
  public var assignments: [Assignment]
  /// When to poll again unless woken before; `nil` if only a wake can change the result.
  public var pollAgain: MonotonicTime?

  /// Makes a result from its parts.
  public init(assignments: [Assignment], pollAgain: MonotonicTime?) {
    self.assignments = assignments
    self.pollAgain = pollAgain
  }
}

/// The addresses that got an outcome together with a job.
public struct SettledAddresses: Sendable {
  /// The links of the job that were recorded with their outcome at once, by their index among its
  /// discoveries, and their depth.
  public var links: [(index: Int, depth: Int)] = []
  /// The documents whose redirects turned out to form a loop.
  package var inLoop: [RecordNumber] = []

  /// Whether the redirects of documents turned out to form a loop.
  public var hasLoop: Bool { !inLoop.isEmpty }

  /// Makes a value without addresses.
  public init() {}
}
