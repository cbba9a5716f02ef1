import Threads

/// Events for all who listen (WHATWG HTML, section 9.2).
///
/// Of each name only the latest event is kept: who comes later, or reads slowly, gets the present state and
/// nothing of what led to it, and no buffer grows.
public final class EventFeed: Sendable {
  private struct State {
    var number = 0
    var latest: [(name: String, number: Int, data: [UInt8])] = []
    var listeners = 0
    var isClosed = false
  }

  private let state = Monitor(State())

  /// Makes a feed without events.
  public init() {}

  /// Sends an event.
  ///
  /// - Parameters:
  ///   - name: its name.
  ///   - data: its text in UTF-8, on one line.
  public func send(_ name: String, _ data: [UInt8]) {
    state.withLock { state in
      guard !state.isClosed else { return }
      state.number += 1
      state.latest.removeAll { $0.name == name }
      state.latest.append((name, state.number, data))
    }
    state.broadcast()
  }

  /// The number of those who listen.
  public var listeners: Int { state.withLock { $0.listeners } }

  /// Waits until somebody listens or the feed is closed.
  ///
  /// - Returns: whether somebody listens and it is not closed.
  public func waitForListener() -> Bool {
    state.wait { state in
      if state.isClosed { return .finish(false) }
      return state.listeners > 0 ? .finish(true) : .sleep
    }
  }

  /// Waits for a while.
  ///
  /// - Returns: `false` if the feed was closed.
  public func wait(_ duration: Duration) -> Bool {
    let end = MonotonicTime.now + duration
    return state.wait { state in
      if state.isClosed { return .finish(false) }
      return .now >= end ? .finish(true) : .sleepUntil(end)
    }
  }

  /// Ends the feed; who listens gets the events until now.
  public func close() {
    state.withLock { $0.isClosed = true }
    state.broadcast()
  }

  /// Passes on all events until the feed is closed, or `write` throws or returns `false`.
  func listen(heartbeat: Duration, _ write: ([UInt8]) throws -> Bool) rethrows {
    state.withLock { $0.listeners += 1 }
    state.broadcast()
    defer { state.withLock { $0.listeners -= 1 } }
    var seen = 0
    while true {
      let beat = MonotonicTime.now + heartbeat
      let (bytes, last, isLast) = state.wait { state -> Decision<([UInt8], Int, Bool)> in
        let new = state.latest.filter { $0.number > seen }
        if new.isEmpty, !state.isClosed, .now < beat { return .sleepUntil(beat) }
        let text = new.flatMap { event in
          Array("event: \(event.name)\ndata: ".utf8) + event.data + Array("\n\n".utf8)
        }
        let isBeat = text.isEmpty && !state.isClosed
        return .finish((isBeat ? Array(":\n\n".utf8) : text, state.number, state.isClosed))
      }
      guard try bytes.isEmpty || write(bytes), !isLast else { return }
      seen = last
    }
  }
}
