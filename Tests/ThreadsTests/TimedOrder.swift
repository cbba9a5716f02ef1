import Threads

/// An order for the tests of the queue: first in, first out, each item once, on a clock that only
/// the test moves.
///
/// It tells `asked` of everybody whom it had to refuse. Since it is asked under the lock of the
/// queue, a thread that was refused in `get` sleeps by the time the test gets that lock.
struct TimedOrder: ~Copyable, WorkOrder {
  /// Far enough that no test lives to see it on the real clock.
  static let muchLater = MonotonicTime.now + .seconds(3600)

  var clock = MonotonicTime(nanoseconds: 0)
  var events: [String] = []
  private let asked: Monitor<Set<WorkerID>>?
  private var seen: Set<Int> = []
  private var waiting: [(item: Int, notBefore: MonotonicTime)] = []

  init(telling asked: Monitor<Set<WorkerID>>? = nil) { self.asked = asked }

  mutating func put(_ item: Int) -> Bool {
    events.append("put \(item)")
    guard seen.insert(item).inserted else { return false }
    waiting.append((item, .distantPast))
    return true
  }

  mutating func next(for worker: WorkerID, at now: MonotonicTime) -> NextItem<Int> {
    if let index = waiting.firstIndex(where: { $0.notBefore <= clock }) {
      return .item(waiting.remove(at: index).item)
    }
    if let asked {
      asked.withLock { _ = $0.insert(worker) }
      asked.broadcast()
    }
    return waiting.isEmpty ? .nothing : .notBefore(Self.muchLater)
  }

  var hasNext: Bool { !waiting.isEmpty }

  mutating func taskDone(_ item: Int, at now: MonotonicTime) { events.append("done \(item)") }

  mutating func putBack(_ item: Int, as successor: Int, notBefore time: MonotonicTime) {
    events.append("back \(item) as \(successor)")
    waiting.append((successor, time))
  }
}
