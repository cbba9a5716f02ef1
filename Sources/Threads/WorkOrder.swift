/// The order in which a work queue hands out its items; a plain value without a lock of its own.
///
/// `FirstInFirstOut` is the textbook's. A crawler's order also knows hosts and clocks; it takes the
/// present as an argument, so that it can be tested without threads and without sleep.
public protocol WorkOrder: ~Copyable {
  /// What is queued.
  associatedtype Item: Sendable

  /// Inserts an item; returns `false` if the order does not want it, because it was there before.
  mutating func put(_ item: Item) -> Bool

  /// Takes out the item whose turn it is, for `worker`, at `now`.
  mutating func next(for worker: WorkerID, at now: MonotonicTime) -> NextItem<Item>

  /// Whether `next` would answer an item, or a time at which there will be one.
  ///
  /// It may be wrongly `true`, never wrongly `false`: a worker that is not woken cannot come back.
  var hasNext: Bool { get }

  /// Notes that an item which `next` handed out has been processed.
  mutating func taskDone(_ item: Item, at now: MonotonicTime)

  /// Takes an item that `next` gave out back in as `successor`, to be given out again, but not
  /// before `time`.
  mutating func putBack(_ item: Item, as successor: Item, notBefore time: MonotonicTime)
}

/// The answer to "what is next?".
public enum NextItem<Item: Sendable>: Sendable {
  /// This item, now.
  case item(Item)
  /// Nothing before this time, unless something is put or done.
  case notBefore(MonotonicTime)
  /// Nothing, until something is put or done.
  case nothing
}

/// Who takes items from a queue; an order may prefer one worker to another for an item.
public struct WorkerID: Hashable, Sendable {
  /// A small number, counted from zero.
  public let number: Int

  /// Makes the name of a worker.
  public init(_ number: Int) { self.number = number }

  /// Somebody without preferences.
  public static let anybody = WorkerID(-1)
}
