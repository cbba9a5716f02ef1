/// The textbook's order: what was put first is handed out first.
public struct FirstInFirstOut<Item: Sendable>: WorkOrder {
  // Taken items are cut off in bulk, so that each costs constant time.
  private var items: [Item] = []
  private var head = 0

  /// Makes an empty order.
  public init() {}

  public mutating func put(_ item: Item) -> Bool {
    items.append(item)
    return true
  }

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

  public func isReady(at now: MonotonicTime) -> Bool { head < items.count }

  public mutating func taskDone(_ item: Item, at now: MonotonicTime) {}

  public mutating func putBack(
    _ item: Item, as successor: Item, notBefore time: MonotonicTime
  ) {
    _ = put(successor)
  }
}
