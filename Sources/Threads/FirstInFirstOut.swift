/// The textbook's order: what was put first is handed out first.
public struct FirstInFirstOut<Item: Sendable>: WorkOrder {
  // Taken items are cut off in bulk, so that each costs constant time.
  private var items: [Item] = []
  private var head = 0

  /// Makes an empty order.
  public init() {}

  /// Takes an item in at the end; it wants every item.
  public mutating func put(_ item: Item) -> Bool {
    items.append(item)
    return true
  }

  /// Takes out the item that waits longest; it is the same for every worker and at any time.
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

  /// Whether an item waits.
  public var hasNext: Bool { head < items.count }

  /// Does nothing: an item that was handed out is forgotten.
  public mutating func taskDone(_ item: Item, at now: MonotonicTime) {}

  /// Takes `successor` in at the end; it knows no clock and does not wait for `time`.
  public mutating func putBack(
    _ item: Item, as successor: Item, notBefore time: MonotonicTime
  ) {
    _ = put(successor)
  }
}
