/// Support for workers that drive many transfers at once and therefore sleep on their sockets.
extension WorkQueue where Order: ~Copyable {
  /// The result of `poll`.
  public struct Polled: Sendable {
    /// The items handed out, at most as many as there was room for.
    public var items: [Order.Item] = []
    /// When to poll again unless woken before; `nil` if only a wake can change anything.
    public var pollAgain: MonotonicTime?
  }

  /// Registers the closure that wakes `worker` when `poll` may have items after it had none.
  ///
  /// `wake` is called from other workers' threads; it must be fast and must not call the queue.
  public func attach(_ worker: WorkerID, wake: @escaping @Sendable () -> Void) {
    monitor.withLock { state in state.wakers[worker] = wake }
  }

  /// Removes a worker that was attached.
  public func detach(_ worker: WorkerID) {
    monitor.withLock { state in
      state.wakers[worker] = nil
      state.refused.removeAll { $0 == worker }
    }
  }

  /// Hands out up to `room` items without waiting.
  ///
  /// A worker that received fewer items than it had room for is woken when there are more. A full
  /// worker wakes the next one, so that ready items never wait while a worker has room.
  public func poll(_ room: Int, for worker: WorkerID) -> Polled {
    let (polled, wake) = monitor.withLock { state in
      var polled = Polled()
      guard !state.isClosed else { return (polled, nil as (@Sendable () -> Void)?) }
      let now = MonotonicTime.now
      state.refused.removeAll { $0 == worker }
      asking: while polled.items.count < room {
        switch state.order.next(for: worker, at: now) {
        case .item(let item):
          polled.items.append(item)
        case .notBefore(let time):
          polled.pollAgain = time
          state.refused.append(worker)
          break asking
        case .nothing:
          state.refused.append(worker)
          break asking
        }
      }
      return (polled, polled.items.count == room ? Self.nextWake(&state) : nil)
    }
    wake?()
    return polled
  }
}
