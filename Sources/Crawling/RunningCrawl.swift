public import CrawlModel
import Threads

/// A crawl that runs on threads of its own, for programs that use Swift concurrency.
///
/// ```swift
/// let running = try RunningCrawl(CrawlConfiguration(seeds: [address], output: "birds"))
/// for await event in running.events {
///   if case .finished(let job, _, _) = event { print(job.address) }
/// }
/// let summary = try await running.summary()
/// ```
///
/// The crawl belongs to the task that waits for it: if a task is cancelled that waits for an event or
/// for the summary, the crawl stops. It also stops when the value and every iterator of its events
/// are released. A stopped crawl has written its records, and the same configuration resumes it.
public final class RunningCrawl: Sendable {
  /// The maximum number of events buffered for a slow reader; beyond it the oldest are dropped, so
  /// that the crawl neither waits nor uses more memory.
  public static let eventsKept = 10_000

  /// The events as they happen, for one reader; they end with the crawl.
  ///
  /// The crawl continues while they are read, also without the `RunningCrawl`.
  public let events: AsyncStream<CrawlEvent>
  private let crawl: Crawl
  private let ending = Ending()

  /// Prepares a crawl and starts it.
  ///
  /// - Parameter configuration: the settings of the crawl.
  /// - Throws: `CrawlError` for an invalid seed or setting, or if the folder cannot be used or no thread
  ///   be started.
  public init(_ configuration: CrawlConfiguration) throws(CrawlError) {
    let (stream, continuation) = AsyncStream.makeStream(
      of: CrawlEvent.self, bufferingPolicy: .bufferingNewest(Self.eventsKept))
    events = stream
    let crawl = try Crawl(configuration, observers: [EventRelay(continuation: continuation)])
    self.crawl = crawl
    // The stream is cancelled with the task that reads it, and when nothing can read it any more:
    // neither this value, which holds it, nor an iterator.
    continuation.onTermination = { reason in
      if case .cancelled = reason { crawl.stop(grace: .zero) }
    }
    // The thread does not hold this value, so that it can be released.
    do throws(ThreadError) {
      _ = try WorkerThread(name: "crawl") { [ending] in
        ending.reach(Result { () throws(CrawlError) in try crawl.run() })
        continuation.finish()
      }
    } catch {
      throw CrawlError(.badSetting, error.description)
    }
  }

  /// Waits for the end of the crawl.
  ///
  /// If the task is cancelled, the crawl is stopped at once: transfers in flight are cancelled, the
  /// records are written, and the summary says `interrupted`.
  ///
  /// - Returns: the counts of the crawl and how it ended.
  /// - Throws: `CrawlError` if the records could not be written.
  public func summary() async throws(CrawlError) -> CrawlSummary {
    let result = await withTaskCancellationHandler {
      await ending.result
    } onCancel: {
      crawl.stop(grace: .zero)
    }
    return try result.get()
  }

  /// Ends the crawl early; see `Crawl.stop`.
  ///
  /// - Parameter grace: how long transfers in flight may take to finish.
  public func stop(grace: Duration = Crawl.grace) { crawl.stop(grace: grace) }

  /// The progress of the crawl.
  public var progress: CrawlProgress { crawl.progress }

  /// The end of the crawl, and the tasks that wait for it.
  private final class Ending: Sendable {
    typealias Outcome = Result<CrawlSummary, CrawlError>

    private struct State {
      var outcome: Outcome?
      var waiting: [CheckedContinuation<Outcome, Never>] = []
    }

    private let state = Monitor(State())

    /// The outcome, once there is one.
    var result: Outcome {
      get async {
        await withCheckedContinuation { continuation in
          let outcome = state.withLock { state in
            if state.outcome == nil { state.waiting.append(continuation) }
            return state.outcome
          }
          if let outcome { continuation.resume(returning: outcome) }
        }
      }
    }

    func reach(_ outcome: Outcome) {
      let waiting = state.withLock { state in
        state.outcome = outcome
        defer { state.waiting = [] }
        return state.waiting
      }
      for continuation in waiting { continuation.resume(returning: outcome) }
    }
  }

  /// Forwards events to the stream.
  private struct EventRelay: CrawlObserver {
    let continuation: AsyncStream<CrawlEvent>.Continuation

    func crawl(did event: CrawlEvent) { continuation.yield(event) }
  }
}
