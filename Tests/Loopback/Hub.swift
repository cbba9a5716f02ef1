import Foundation
import Glibc
import Threads

/// The state shared by the threads of one site.
final class Hub: Sendable {
  let folder: StaticFolder?
  let origin: String
  let pace: Pace
  /// The behaviour for a target without a route.
  let otherwise: Behaviour

  private struct State {
    var routes: [String: Behaviour]
    var requests: [LoggedRequest] = []
    var open: Set<Int32> = []
    var accepted = 0
    var asked: [String: Int] = [:]
    var isStopping = false
    /// The number of requests for content after which no answer is given.
    var answered: Int?
    /// The number of requests for content that were logged.
    var contentRequests = 0
  }

  private let state: Monitor<State>
  private let threads = DispatchGroup()
  private static let stackSize = 256 << 10

  init(
    routes: [String: Behaviour], folder: StaticFolder?, origin: String, pace: Pace,
    otherwise: Behaviour
  ) {
    self.otherwise = otherwise
    state = Monitor(State(routes: routes))
    self.folder = folder
    self.origin = origin
    self.pace = pace
  }

  // MARK: Threads

  /// Runs a closure on a thread that ``waitForThreads()`` waits for.
  func start(_ work: @escaping @Sendable () -> Void) {
    threads.enter()
    let thread = Thread { [threads] in
      work()
      threads.leave()
    }
    thread.stackSize = Self.stackSize
    thread.start()
  }

  /// Serves an accepted connection on a thread of its own.
  func startConnection(_ descriptor: Int32) {
    let number: Int? = state.withLock { state in
      guard !state.isStopping else { return nil }
      state.open.insert(descriptor)
      state.accepted += 1
      return state.accepted
    }
    guard let number else {
      close(descriptor)
      return
    }
    start { [self] in
      var connection = Connection(descriptor: descriptor, number: number, hub: self)
      connection.serve()
      // Under the lock, so that stopping never shuts down a descriptor that was reused.
      state.withLock { state in
        state.open.remove(descriptor)
        _ = close(descriptor)
      }
    }
  }

  /// Closes all connections; returns `false` if that was already done.
  func beginStopping() -> Bool {
    state.withLock { state in
      guard !state.isStopping else { return false }
      state.isStopping = true
      for descriptor in state.open { shutdown(descriptor, Int32(SHUT_RDWR)) }
      return true
    }
  }

  func waitForThreads() { threads.wait() }

  // MARK: Requests

  var requests: [LoggedRequest] { state.withLock { $0.requests } }

  func forgetRequests() {
    state.withLock { state in
      state.requests = []
      state.contentRequests = 0
      state.asked = [:]
    }
  }

  /// Replaces the behaviours of routes.
  func change(_ routes: [String: Behaviour]) {
    state.withLock { state in
      state.routes.merge(routes) { _, new in new }
      for route in routes.keys { state.asked[route] = nil }
    }
  }

  /// Answers no request for content after this number of them; `nil` answers all.
  func answer(atMost count: Int?) { state.withLock { $0.answered = count } }

  /// Logs a request; returns the number of those for content so far.
  func log(_ request: LoggedRequest) -> Int {
    state.withLock { state in
      state.requests.append(request)
      if request.isForContent { state.contentRequests += 1 }
      return state.contentRequests
    }
  }

  /// Determines how a request is answered.
  ///
  /// - Parameters:
  ///   - request: the request.
  ///   - number: what logging it returned: others may have come since, which take no answer from it.
  /// - Returns: the behaviour, and how often its route was requested before.
  func behaviour(for request: LoggedRequest, number: Int) -> (Behaviour, earlier: Int) {
    state.withLock { state in
      if let answered = state.answered, request.isForContent, number > answered {
        return (.hang, 0)
      }
      let key = state.routes[request.target] == nil ? request.path : request.target
      guard let behaviour = state.routes[key] else { return (otherwise, 0) }
      state.asked[key, default: 0] += 1
      return (behaviour, state.asked[key, default: 1] - 1)
    }
  }
}
