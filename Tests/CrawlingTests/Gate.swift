import Threads

/// Holds an answer of a site until a test has seen what it waits for.
final class Gate: Sendable {
  private let isOpen = Monitor(false)

  /// Lets all go on that wait, and all that come later.
  func open() {
    isOpen.withLock { $0 = true }
    isOpen.broadcast()
  }

  /// Returns once the gate is open.
  func wait() { isOpen.wait { $0 ? .finish(()) : .sleep } }
}
