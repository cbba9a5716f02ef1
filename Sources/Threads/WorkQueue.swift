/// A queue that threads share when the work is not known in advance: processing an item may put new
/// ones, and `join` returns once every item that was put has been processed.
///
/// Five threads traverse a tree of unknown size:
///
/// ```swift
/// let queue = WorkQueue(FirstInFirstOut<Int>())
/// queue.put(1)
/// let workers = try (0..<5).map { number in
///   try WorkerThread(name: "worker \(number)") {
///     while let node = queue.get() {
///       if node < 512 {
///         queue.put(node * 2)
///         queue.put(node * 2 + 1)
///       }
///       queue.taskDone(node)
///     }
///   }
/// }
/// queue.join()
/// queue.close()
/// for worker in workers { worker.join() }
/// ```
///
/// Put the items that result from an item *before* its `taskDone`. Then the count of unfinished
/// items reaches zero only when there is no more work to find.
///
/// Safe from any number of threads. Closing wakes all of them: `get` then returns `nil` and `join`
/// returns; items that are put or done after that are counted, but none is handed out.
public final class WorkQueue<Order: WorkOrder & ~Copyable>: Sendable {
  struct State: ~Copyable {
    var order: Order
    var unfinished = 0
    var isClosed = false
    /// The numbers of threads that sleep in `get` and in `join`.
    var getters = 0
    var joiners = 0
    /// Workers for which the last `poll` had nothing and that now sleep elsewhere.
    var refused: [WorkerID] = []
    var wakers: [WorkerID: @Sendable () -> Void] = [:]
  }

  let monitor: Monitor<State>

  /// Makes a queue that hands out items in the given order.
  ///
  /// - Parameters:
  ///   - order: the order.
  ///   - count: the number of items it already holds; `join` waits for them too.
  public init(_ order: consuming Order, holding count: Int = 0) {
    monitor = Monitor(State(order: order, unfinished: count))
  }

  /// Puts an item; returns whether the order accepted it.
  @discardableResult
  public func put(_ item: Order.Item) -> Bool {
    put(CollectionOfOne(item)) == 1
  }

  /// Puts items; returns how many of them the order accepted.
  @discardableResult
  public func put(_ items: some Collection<Order.Item>) -> Int {
    put { order in
      var wanted = 0
      for item in items where order.put(item) { wanted += 1 }
      return wanted
    }
  }

  /// Changes the order in one step; `take` returns the number of new items, negative if there are
  /// fewer.
  @discardableResult
  public func put(taking take: (inout Order) -> Int) -> Int {
    change { state in
      let wanted = take(&state.order)
      state.unfinished += wanted
      return wanted
    }
  }

  /// Waits for an item; returns `nil` once the queue is closed.
  public func get(for worker: WorkerID = .anybody) -> Order.Item? {
    monitor.wait(noting: { state, count in state.getters += count }) { state in
      if state.isClosed { return .finish(nil) }
      switch state.order.next(for: worker, at: .now) {
      case .item(let item): return .finish(item)
      case .notBefore(let time): return .sleepUntil(time)
      case .nothing: return .sleep
      }
    }
  }

  /// Marks `item`, which was handed out, as processed, after putting the items that it led to.
  ///
  /// Both happen under one lock, and `update` runs between them for other changes that belong to
  /// this step. Calling it more often than items were put is a programming error and stops the
  /// program. Returns how many discoveries were accepted.
  @discardableResult
  public func taskDone(
    _ item: Order.Item, discovering discoveries: [Order.Item] = [],
    update: (inout Order) -> Void = { _ in }
  ) -> Int {
    finish(item, wakesAnyway: true) { order in
      var wanted = 0
      for discovery in discoveries where order.put(discovery) { wanted += 1 }
      update(&order)
      return wanted
    }
  }

  /// The same for an order that itself applies the results of the item: `take` returns the number
  /// of new items.
  ///
  /// A polling worker is woken only if there are any.
  @discardableResult
  public func taskDone(_ item: Order.Item, taking take: (inout Order) -> Int) -> Int {
    finish(item, wakesAnyway: false, taking: take)
  }

  private func finish(
    _ item: Order.Item, wakesAnyway: Bool, taking take: (inout Order) -> Int
  ) -> Int {
    let (wanted, wakes, wake) = monitor.withLock { state in
      precondition(state.unfinished > 0, "taskDone was called more often than items were put")
      let wanted = take(&state.order)
      state.unfinished += wanted
      state.order.taskDone(item, at: .now)
      state.unfinished -= 1
      let wake = wanted > 0 || wakesAnyway ? Self.nextWake(&state) : nil
      return (wanted, Self.wakes(state), wake)
    }
    if wakes { monitor.broadcast() }
    wake?()
    return wanted
  }

  /// Returns `item`, which was handed out, to the queue as `successor`, to be handed out again, but
  /// not before `time`.
  ///
  /// It remains unfinished, so `join` continues to wait for it. `update` happens in the same step.
  public func putBack(
    _ item: Order.Item, as successor: Order.Item, notBefore time: MonotonicTime,
    update: (inout Order) -> Void = { _ in }
  ) {
    change { state in
      update(&state.order)
      state.order.putBack(item, as: successor, notBefore: time)
    }
  }

  /// Waits until every item that was put is done, or the queue is closed.
  public func join() {
    monitor.wait(noting: { state, count in state.joiners += count }) { state in
      state.unfinished == 0 || state.isClosed ? .finish(()) : .sleep
    }
  }

  /// Closes the queue: `get` returns `nil` and `join` returns, in all threads.
  public func close() {
    let wakers = monitor.withLock { state in
      state.isClosed = true
      return Array(state.wakers.values)
    }
    monitor.broadcast()
    for wake in wakers { wake() }
  }

  /// Reads or changes the order with exclusive access.
  @discardableResult
  public func withOrder<Result>(_ body: (inout Order) -> Result) -> Result {
    change { state in body(&state.order) }
  }

  /// The same for a worker that polls again before it sleeps and so need not be woken.
  ///
  /// - Parameters:
  ///   - worker: the worker.
  ///   - wakesOthers: whether to wake another polling worker when there is an item for it.
  ///   - body: reads or changes the order.
  /// - Returns: what `body` returns.
  @discardableResult
  public func withOrder<Result>(
    for worker: WorkerID, wakesOthers: Bool, _ body: (inout Order) -> Result
  ) -> Result {
    change(wakingOthers: wakesOthers) { state in
      state.refused.removeAll { $0 == worker }
      return body(&state.order)
    }
  }

  /// Whether a worker waits for an item.
  public var hasIdleWorkers: Bool {
    monitor.withLock { state in state.getters > 0 || !state.refused.isEmpty }
  }

  /// The number of items that were put and are not done.
  public var unfinished: Int { monitor.withLock { state in state.unfinished } }

  /// Whether the queue has been closed.
  public var isClosed: Bool { monitor.withLock { state in state.isClosed } }

  /// Changes the state, then wakes threads that may now continue: all getters and joiners, since
  /// they share a condition, and one worker that sleeps elsewhere, if there is an item for it.
  func change<Result>(
    wakingOthers: Bool = true, _ body: (inout State) -> Result
  ) -> Result {
    let (result, wakes, wake) = monitor.withLock { state in
      let result = body(&state)
      let wake = wakingOthers ? Self.nextWake(&state) : nil
      return (result, Self.wakes(state), wake)
    }
    if wakes { monitor.broadcast() }
    wake?()
    return result
  }

  /// Whether a thread that sleeps here could continue: a needless wake costs more than most of the
  /// work done under the lock.
  private static func wakes(_ state: borrowing State) -> Bool {
    (state.getters > 0 && state.order.hasNext) || (state.joiners > 0 && state.unfinished == 0)
  }

  static func nextWake(_ state: inout State) -> (@Sendable () -> Void)? {
    guard !state.refused.isEmpty, state.order.hasNext else { return nil }
    // A worker that polled without a waker is skipped: waking it would be lost to the others.
    while let worker = state.refused.popLast() {
      if let wake = state.wakers[worker] { return wake }
    }
    return nil
  }
}
