/// A queue that threads share when the work is not known in advance: whoever processes an item may
/// put new ones, and `join` returns once every item that was ever put has been processed.
///
/// Five threads that walk a tree nobody has counted:
///
/// ```swift
/// let queue = WorkQueue(FirstInFirstOut<Int>())
/// queue.put(1)
/// let workers = (0..<5).map { number in
///   WorkerThread(name: "worker \(number)") {
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
/// The rule that makes it right: put what an item brought to light *before* its `taskDone`. Then
/// the count of unfinished items reaches zero only when there is nothing left to find.
///
/// Safe from any number of threads. Closing wakes everybody: `get` then answers `nil` and `join`
/// returns; what is put or done after that is still counted, but nothing is handed out.
public final class WorkQueue<Order: WorkOrder & ~Copyable>: Sendable {
  struct State: ~Copyable {
    var order: Order
    var unfinished = 0
    var isClosed = false
    /// How many threads sleep in `get` and in `join`.
    var getters = 0
    var joiners = 0
    /// Workers that were last refused by `poll` and now sleep elsewhere.
    var refused: [WorkerID] = []
    var bells: [WorkerID: @Sendable () -> Void] = [:]
  }

  let monitor: Monitor<State>

  /// Makes a queue that hands out in the given order.
  ///
  /// - Parameters:
  ///   - order: the order.
  ///   - count: how many items it holds already; `join` waits for them too.
  public init(_ order: consuming Order, holding count: Int = 0) {
    monitor = Monitor(State(order: order, unfinished: count))
  }

  /// Adds an item; answers whether the order wanted it.
  @discardableResult
  public func put(_ item: Order.Item) -> Bool {
    put(CollectionOfOne(item)) == 1
  }

  /// Adds items; answers how many of them the order wanted.
  @discardableResult
  public func put(_ items: some Collection<Order.Item>) -> Int {
    change { state in Self.take(items, into: &state) }
  }

  /// Waits for an item; `nil` once the queue is closed.
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

  /// Tells that `item`, which was handed out, is processed, after putting what it brought to light.
  ///
  /// Both happen under one lock, with `update` between them for what else belongs to this moment.
  /// Calling it more often than items were put is a programming error and stops the program.
  /// A worker that polls names itself as `worker`; since it polls again before it sleeps, nobody
  /// else is rung for the place that this item leaves. Answers how many discoveries were wanted.
  @discardableResult
  public func taskDone(
    _ item: Order.Item, by worker: WorkerID = .anybody,
    discovering discoveries: [Order.Item] = [], update: (inout Order) -> Void = { _ in }
  ) -> Int {
    taskDone(item, by: worker) { order in
      var wanted = 0
      for discovery in discoveries where order.put(discovery) { wanted += 1 }
      update(&order)
      return wanted
    }
  }

  /// The same for an order that takes in itself what the item brought to light: `take` answers how
  /// many new items that were.
  @discardableResult
  public func taskDone(
    _ item: Order.Item, by worker: WorkerID, taking take: (inout Order) -> Int
  ) -> Int {
    let (wanted, wakes, ring) = monitor.withLock { state in
      precondition(state.unfinished > 0, "taskDone was called more often than items were put")
      let wanted = take(&state.order)
      state.unfinished += wanted
      state.order.taskDone(item, at: .now)
      state.unfinished -= 1
      state.refused.removeAll { $0 == worker }
      let ring = wanted > 0 || worker == .anybody ? Self.nextBell(&state) : nil
      return (wanted, Self.wakes(state), ring)
    }
    if wakes { monitor.broadcast() }
    ring?()
    return wanted
  }

  /// Gives `item`, which was handed out, back to be handed out again as `successor`, not before
  /// `time`.
  ///
  /// It stays unfinished all the while, so `join` goes on waiting for it.
  public func putBack(
    _ item: Order.Item, as successor: Order.Item, notBefore time: MonotonicTime
  ) {
    change { state in state.order.putBack(item, as: successor, notBefore: time) }
  }

  /// Waits until every item that was ever put is done, or the queue is closed.
  public func join() {
    monitor.wait(noting: { state, count in state.joiners += count }) { state in
      state.unfinished == 0 || state.isClosed ? .finish(()) : .sleep
    }
  }

  /// Ends the queue's work at once: `get` answers `nil` and `join` returns, for everybody.
  public func close() {
    let bells = monitor.withLock { state in
      state.isClosed = true
      return Array(state.bells.values)
    }
    monitor.broadcast()
    for ring in bells { ring() }
  }

  /// Reads or changes the order itself, alone with it.
  @discardableResult
  public func withOrder<Result>(_ body: (inout Order) -> Result) -> Result {
    change { state in body(&state.order) }
  }

  /// How many items were put and are not done.
  public var unfinished: Int { monitor.withLock { state in state.unfinished } }

  /// Whether the queue has been closed.
  public var isClosed: Bool { monitor.withLock { state in state.isClosed } }

  private static func take(_ items: some Collection<Order.Item>, into state: inout State) -> Int {
    var wanted = 0
    for item in items where state.order.put(item) { wanted += 1 }
    state.unfinished += wanted
    return wanted
  }

  /// Changes the state, then wakes whoever might now go on: getters and joiners share a condition,
  /// so all of them, and one of those that sleep elsewhere, if there is something for it.
  func change<Result>(_ body: (inout State) -> Result) -> Result {
    let (result, wakes, ring) = monitor.withLock { state in
      let result = body(&state)
      let ring = Self.nextBell(&state)
      return (result, Self.wakes(state), ring)
    }
    if wakes { monitor.broadcast() }
    ring?()
    return result
  }

  /// Whether one of those that sleep here could go on: to wake a thread in vain costs more than most
  /// of what is done under the lock.
  private static func wakes(_ state: borrowing State) -> Bool {
    (state.getters > 0 && state.order.hasNext) || (state.joiners > 0 && state.unfinished == 0)
  }

  static func nextBell(_ state: inout State) -> (@Sendable () -> Void)? {
    guard !state.refused.isEmpty, state.order.hasNext else { return nil }
    // Whoever polled without a bell is passed over: its ring would be lost to the others.
    while let worker = state.refused.popLast() {
      if let ring = state.bells[worker] { return ring }
    }
    return nil
  }
}
