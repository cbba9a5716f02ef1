/// First in, first out: the item that was put first is handed out first.
public struct FirstInFirstOut<Item: Sendable>: WorkOrder {
  // Removed items are dropped in bulk, so that each costs constant time.
  private var items: [Item] = []
  private var head = 0

  /// Makes an empty order.
  public init() {}

  /// Appends an item; always returns `true`.
  public mutating func put(_ item: Item) -> Bool {
    items.append(item)
    return true
  }

  /// Removes the oldest item; ignores the worker and the time.
  public mutating func next(for worker: WorkerID, at now: MonotonicTime) -> NextItem<Item> {
    guard head < items.count else { return .nothing }
    defer {
      head += 1
      if head > 64, head * 2 > items.count {
        items.removeFirst(head)
        head = 0
      }
    }
    return .item(items[head])
  }

  /// Whether the order has an item.
  public var hasNext: Bool { head < items.count }

  /// Does nothing: an item that was handed out is not tracked.
  public mutating func taskDone(_ item: Item, at now: MonotonicTime) {}

  /// Appends `successor`; ignores `time`, since this order has no clock.
  public mutating func putBack(
    _ item: Item, as successor: Item, notBefore time: MonotonicTime
  ) {
    _ = put(successor)
  }
}
