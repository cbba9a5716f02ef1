import Addressing
import CrawlModel
import Scoping
import Threads

/// Keeps the workers of a crawl out of the parts of a site that have no end, and within the budget
/// of each host.
///
/// What takes time is done without the lock: workers only wait for each other to look into a table.
final class TrapGuard: Sendable {
  private struct State {
    var watch: TrapWatch
    var budget: HostBudget
    /// The page whose image was the last that was heard of; others of it come next.
    var lastSource: (page: WebAddress, source: TrapWatch.ImageSource)?
  }

  private let isOn: Bool
  private let hasBudget: Bool
  private let blank: TrapWatch
  private let state: Monitor<State>

  /// Makes the guard of a crawl that has seen nothing.
  init(_ configuration: CrawlConfiguration, seeds: [WebAddress]) {
    isOn = configuration.avoidsTraps
    hasBudget = configuration.maximumPagesPerHost != nil
    blank = TrapWatch(seeds: seeds, pages: configuration.pageReach)
    state = Monitor(
      State(watch: blank, budget: HostBudget(configuration.maximumPagesPerHost ?? .max)))
  }

  /// Leaves links out that lead on into a trap, and learns from the document that has them.
  ///
  /// - Parameters:
  ///   - discoveries: the links with the verdicts of the other rules.
  ///   - job: what was asked for.
  ///   - bytes: the document; nothing for a redirect.
  func screen(_ discoveries: inout [Discovery], of job: Job, _ bytes: Span<UInt8>) {
    guard isOn, TrapWatch.isWatched(job.kind) else { return }
    var document = blank.document(job, discoveries)
    let seen = state.withLock { $0.watch.see(document) }
    if seen.isWanted { blank.examine(&document, bytes) }
    let traps = state.withLock { $0.watch.judge(document, hasNewImage: seen.hasNewImage) }
    guard traps.contains(where: { $0 != nil }) else { return }
    var next = traps.makeIterator()
    for index in discoveries.indices {
      guard case .follow(let successor) = discoveries[index].verdict,
        TrapWatch.isWatched(successor.kind), let trap = next.next() ?? nil
      else { continue }
      discoveries[index].verdict = .skip(.trap)
      discoveries[index].trap = trap
    }
  }

  /// What keeps a job from being fetched now that its turn has come; `nil` when nothing does.
  func refusal(of job: Job, _ request: Request) -> Refusal? {
    guard job.kind == .page || job.kind == .feed, !job.isProbe, isOn || hasBudget else {
      return nil
    }
    return state.withLock { state in
      if isOn, let trap = state.watch.trap(at: job, request) { return trap.refusal }
      return hasBudget ? state.budget.claim(job, request) : nil
    }
  }

  /// Learns what became of an image.
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

  // MARK: Runs

  /// Takes up what earlier runs have seen.
  func resume(_ seen: TrapMemory) {
    state.withLock { state in
      if isOn { state.watch.resume(seen.watched, addresses: seen.addresses) }
      state.budget.use(seen.pagesAsked)
    }
  }

  /// What a later run that goes on must know.
  var memory: TrapWatch.Memory { state.withLock { $0.watch.memory } }
}

extension Outcome {
  /// Whether an image is one that the crawl did not have; `nil` where that is not known.
  fileprivate var isNewImage: Bool? {
    switch self {
    case .stored, .unchanged: true
    case .duplicate, .gone, .skipped(.noImage): false
    case .failed(.httpError), .failed(.notAnImage), .failed(.empty), .failed(.badRedirect): false
    case .fetched, .redirected, .aside, .skipped, .failed: nil
    }
  }
}
