import Addressing
import CrawlModel
import Scheduling
import Scoping
import Threads

/// Keeps a crawl out of crawler traps and within the page limit of each host.
///
/// Slow work is done without the lock: workers wait for each other only during table lookups.
final class TrapGuard: SiteKnowledge {
  private struct State {
    var watch: TrapWatch
    var budget: HostBudget
    /// The page of the last image; the next image is often from the same page.
    var lastSource: (page: WebAddress, source: TrapWatch.ImageSource)?
  }

  private let isOn: Bool
  let limitsPages: Bool
  private let blank: TrapWatch
  private let state: Monitor<State>

  /// Creates the guard for a new crawl.
  init(_ configuration: CrawlConfiguration, seeds: [WebAddress]) {
    isOn = configuration.avoidsTraps
    limitsPages = configuration.maximumPagesPerHost != nil
    blank = TrapWatch(seeds: seeds, pages: configuration.pageReach)
    state = Monitor(
      State(watch: blank, budget: HostBudget(configuration.maximumPagesPerHost ?? .max)))
  }

  /// Skips links that lead further into a trap, and updates the watch from the document.
  ///
  /// - Parameters:
  ///   - discoveries: the links with the verdicts of the other rules.
  ///   - job: the job that was requested.
  ///   - bytes: the document; empty for a redirect.
  func screen(_ discoveries: inout [Discovery], of job: Job, _ bytes: Span<UInt8>) {
    guard isOn, job.kind.isDocument else { return }
    var document = blank.document(job, discoveries)
    let seen = state.withLock { $0.watch.see(document) }
    if seen.isWanted { blank.examine(&document, bytes) }
    let traps = state.withLock { $0.watch.judge(document, hasNewImage: seen.hasNewImage) }
    guard traps.contains(where: { $0 != nil }) else { return }
    var next = traps.makeIterator()
    for index in discoveries.indices {
      guard case .follow(let successor) = discoveries[index].verdict,
        successor.kind.isDocument, let trap = next.next() ?? nil
      else { continue }
      discoveries[index].verdict = .skip(.trap)
      discoveries[index].trap = trap
    }
  }

  /// Returns why a job that is due must not be fetched; `nil` if it may be.
  func refusal(of job: Job, _ request: Request) -> Refusal? {
    guard job.kind.isDocument, !job.isProbe, isOn || limitsPages else { return nil }
    return state.withLock { state in
      if isOn, let trap = state.watch.trap(at: job, request) { return trap.refusal }
      return limitsPages && !job.kind.isForPages ? state.budget.claim(job, request) : nil
    }
  }

  /// Records the outcome of an image.
  func note(_ job: Job, _ outcome: Outcome) {
    guard isOn, job.kind == .image, let page = job.parent, let isNew = outcome.isNewImage else {
      return
    }
    let isDone = state.withLock { state in
      guard let last = state.lastSource, last.page == page else { return false }
      state.watch.end(imageOf: last.source, isNew: isNew)
      return true
    }
    guard !isDone else { return }
    let source = blank.source(page)
    state.withLock { state in
      state.watch.end(imageOf: source, isNew: isNew)
      state.lastSource = (page, source)
    }
  }

  // MARK: Machines

  func pages(at origin: Origin) -> Int { state.withLock { $0.budget.pages(at: origin) } }

  func note(pagesElsewhere number: Int, at origin: Origin) {
    state.withLock { $0.budget.note(pagesElsewhere: number, at: origin) }
  }

  var endedParts: Set<UInt64> { isOn ? state.withLock { $0.watch.endedParts } : [] }

  func note(endedElsewhere parts: [UInt64]) {
    guard isOn else { return }
    state.withLock { $0.watch.note(endedElsewhere: parts) }
  }

  // MARK: Runs

  /// Restores what earlier runs recorded.
  func resume(_ seen: TrapMemory) {
    state.withLock { state in
      if isOn { state.watch.resume(seen.watched, addresses: seen.addresses) }
      state.budget.use(seen.pagesAsked)
    }
  }

  /// The state that a resumed run needs.
  var memory: TrapWatch.Memory { state.withLock { $0.watch.memory } }
}

extension Outcome {
  /// Whether an image is new to the crawl; `nil` if unknown.
  fileprivate var isNewImage: Bool? {
    switch self {
    case .stored, .unchanged: true
    case .duplicate, .gone, .skipped(.noImage), .skipped(.isPage): false
    case .failed(.httpError), .failed(.notAnImage), .failed(.empty), .failed(.badRedirect): false
    case .fetched, .redirected, .aside, .skipped, .failed: nil
    }
  }
}
