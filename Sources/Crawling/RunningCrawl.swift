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
public final class RunningCrawl: Sendable {
  /// The maximum number of events buffered for a slow reader; beyond it the oldest are dropped, so
  /// that the crawl neither waits nor uses more memory.
  public static let eventsKept = 10_000

  /// The events as they happen, for one reader; they end with the crawl.
  public let events: AsyncStream<CrawlEvent>
  private let crawl: Crawl
  private let outcome = Monitor(Outcome())

  private struct Outcome {
    var result: Result<CrawlSummary, CrawlError>?
    var waiting: [CheckedContinuation<Result<CrawlSummary, CrawlError>, Never>] = []
  }

  /// Prepares a crawl and starts it.
  ///
  /// - Parameter configuration: the settings of the crawl.
  /// - Throws: `CrawlError` for an invalid seed or setting, or if the folder cannot be used.
  public init(_ configuration: CrawlConfiguration) throws(CrawlError) {
    let (stream, continuation) = AsyncStream.makeStream(
      of: CrawlEvent.self, bufferingPolicy: .bufferingNewest(Self.eventsKept))
    events = stream
    crawl = try Crawl(configuration, observers: [EventRelay(continuation: continuation)])
    // The thread keeps this object alive until the crawl has ended.
    _ = WorkerThread(name: "crawl") { [self] in
      finish(Result { () throws(CrawlError) in try crawl.run() })
      continuation.finish()
    }
  }

  /// Waits for the end of the crawl.
  ///
  /// - Returns: the counts of the crawl and how it ended.
  /// - Throws: `CrawlError` if the records could not be written.
  public func summary() async throws(CrawlError) -> CrawlSummary {
    let result = await withCheckedContinuation { continuation in
      let ended = outcome.withLock { outcome in
        if outcome.result == nil { outcome.waiting.append(continuation) }
        return outcome.result
      }
      if let ended { continuation.resume(returning: ended) }
    }
    return try result.get()
  }

  /// Ends the crawl early; see `Crawl.stop`.
  public func stop() { crawl.stop() }

  /// The progress of the crawl.
  public var progress: CrawlProgress { crawl.progress }

  private func finish(_ result: Result<CrawlSummary, CrawlError>) {
    let waiting = outcome.withLock { outcome in
      outcome.result = result
      defer { outcome.waiting = [] }
      return outcome.waiting
    }
    for continuation in waiting { continuation.resume(returning: result) }
  }

  /// Forwards events to the stream.
  private struct EventRelay: CrawlObserver {
    let continuation: AsyncStream<CrawlEvent>.Continuation

    func crawl(did event: CrawlEvent) { continuation.yield(event) }
  }
}
