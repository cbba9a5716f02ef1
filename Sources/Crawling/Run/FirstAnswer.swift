import Fetching
import Synchronization

/// Whether any server has answered a request of this run.
///
/// Until then a person waits for the first sign that the crawl works, and is told of each retry.
final class FirstAnswer: Sendable {
  private let received = Atomic(false)

  /// Whether there was no answer yet.
  var isMissing: Bool { !received.load(ordering: .relaxed) }

  /// Records that a server has answered.
  func receive() {
    if isMissing { received.store(true, ordering: .relaxed) }
  }
}
