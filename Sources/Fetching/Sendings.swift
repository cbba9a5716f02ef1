import CrawlModel
import Threads

/// The paced requests of one loop that were sent since it was last asked; for one thread.
final class Sendings {
  private var list: [(assignment: Assignment, time: MonotonicTime)] = []

  var isEmpty: Bool { list.isEmpty }

  func append(_ assignment: Assignment, at time: MonotonicTime) { list.append((assignment, time)) }

  /// Removes and returns all of them.
  func take() -> [(assignment: Assignment, time: MonotonicTime)] {
    guard !list.isEmpty else { return [] }
    defer { list = [] }
    return list
  }
}
