import CrawlModel
import Fetching
import Threads

/// The results of transfers whose images are on their way to a remote store.
///
/// A worker drives many transfers, so it must not wait for the store; other threads do, one for each
/// image that is sent at the same time. While too many results wait, workers start no transfers. Those
/// in flight end as usual, so that no server seems to be slow.
final class Outbox: Sendable {
  /// The number of results at which nothing new is started; what is in flight comes on top.
  static let most = 64
  /// How long a worker waits for room before it looks around again.
  private static let pause: Duration = .milliseconds(100)
  /// How long workers wait before the user is told that the store is slower than the crawl.
  static let patience: Duration = .seconds(10)

  private struct State {
    var waiting: [(fetched: Fetched, excuse: Duration?)] = []
    var isEnded = false
    var fullSince: MonotonicTime?
    var isTold = false
  }

  private let state = Monitor(State())
  private let includesDocuments: Bool
  private let report: @Sendable () -> Void

  /// Makes an empty outbox.
  ///
  /// - Parameters:
  ///   - includesDocuments: whether documents may have images in them, too.
  ///   - report: called once if the store is slower than the crawl.
  init(includesDocuments: Bool, report: @escaping @Sendable () -> Void) {
    self.includesDocuments = includesDocuments
    self.report = report
  }

  /// Whether the store may be needed for a result.
  func wants(_ fetched: Fetched) -> Bool {
    switch fetched.result {
    case .image, .unchanged: true
    case .document: includesDocuments
    default: false
    }
  }

  /// Adds a result.
  func put(_ fetched: Fetched, _ excuse: Duration?) {
    state.withLock { state in
      state.waiting.append((fetched, excuse))
      if state.waiting.count >= Self.most, state.fullSince == nil { state.fullSince = .now }
    }
    state.broadcast()
  }

  /// Waits for a result; returns `nil` at the end.
  func take() -> (fetched: Fetched, excuse: Duration?)? {
    let next = state.wait { state -> Decision<(fetched: Fetched, excuse: Duration?)?> in
      guard !state.waiting.isEmpty else { return state.isEnded ? .finish(nil) : .sleep }
      defer { if state.waiting.count < Self.most { state.fullSince = nil } }
      return .finish(state.waiting.removeFirst())
    }
    state.broadcast()
    return next
  }

  /// Ends the threads that take, once nothing is left.
  func end() {
    state.withLock { $0.isEnded = true }
    state.broadcast()
  }

  /// When there may be room again; `nil` if there is.
  var nextLook: MonotonicTime? { isFull() ? .now + Self.pause : nil }

  /// Waits a moment until there is room, or the crawl is to stop; returns whether that is so.
  func waitForRoom(unless stop: StopSign) -> Bool {
    guard stop.deadline == nil, isFull() else { return true }
    let end = MonotonicTime.now + Self.pause
    return state.wait { state in
      if state.waiting.count < Self.most { return .finish(true) }
      return MonotonicTime.now >= end ? .finish(false) : .sleepUntil(end)
    }
  }

  private func isFull() -> Bool {
    let (isFull, mustTell) = state.withLock { state -> (Bool, Bool) in
      guard let since = state.fullSince else { return (false, false) }
      let mustTell = !state.isTold && MonotonicTime.now - since > Self.patience
      if mustTell { state.isTold = true }
      return (true, mustTell)
    }
    if mustTell { report() }
    return isFull
  }
}
