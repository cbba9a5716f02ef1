/// The order in which a work queue hands out its items; a plain value without a lock of its own.
///
/// `FirstInFirstOut` is the simplest order. A crawler's order also depends on hosts and time; the
/// current time is an argument, so that it can be tested without threads and sleeping.
public protocol WorkOrder: ~Copyable {
  /// What is queued.
  associatedtype Item: Sendable

  /// Inserts an item; returns `false` if the order does not want it, because it was there before.
  mutating func put(_ item: Item) -> Bool

  /// Removes and returns the next item for `worker` at `now`.
  mutating func next(for worker: WorkerID, at now: MonotonicTime) -> NextItem<Item>

  /// Whether `next` would return an item, or a time at which there will be one.
  ///
  /// It may be wrongly `true`, never wrongly `false`: a worker that is not woken cannot come back.
  var hasNext: Bool { get }

  /// Notes that an item which `next` handed out has been processed.
  mutating func taskDone(_ item: Item, at now: MonotonicTime)

  /// Returns an item from `next` to the order as `successor`, to be handed out again, but not
  /// before `time`.
  mutating func putBack(_ item: Item, as successor: Item, notBefore time: MonotonicTime)
}

/// The result of a request for the next item.
public enum NextItem<Item: Sendable>: Sendable {
  /// This item, now.
  case item(Item)
  /// Nothing before this time, unless something is put or done.
  case notBefore(MonotonicTime)
  /// Nothing, until something is put or done.
  case nothing
}

/// Identifies who takes items from a queue; an order may prefer a worker for an item.
public struct WorkerID: Hashable, Sendable {
  /// A small number, counted from zero.
  public let number: Int

  /// Makes the ID of a worker.
  public init(_ number: Int) { self.number = number }

  /// A worker without preferences.
  public static let anybody = WorkerID(-1)
}
