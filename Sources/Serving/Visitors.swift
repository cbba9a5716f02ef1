import FlyingSocks
import Glibc
import Threads

/// The open connections of a server.
final class Visitors: Sendable {
  private struct State {
    var open: Set<Int32> = []
    var isClosed = false
  }

  private let limits: VisitorLimits
  private let room: AnswerRoom
  private let state = Monitor(State())

  init(_ limits: VisitorLimits) {
    self.limits = limits
    room = AnswerRoom(limits)
  }

  /// Whether nobody is received any more.
  var isClosed: Bool { state.withLock { $0.isClosed } }

  /// Serves a connection on a thread of its own, or refuses it if there are too many.
  func receive(_ socket: Socket, _ answer: @escaping @Sendable (PageRequest) -> PageAnswer) {
    let number = socket.file.rawValue
    let limits = limits
    let isAdmitted = state.withLock { state in
      guard !state.isClosed, state.open.count < limits.connections else { return false }
      state.open.insert(number)
      return true
    }
    guard isAdmitted else { return refuse(socket).close() }
    let thread = try? WorkerThread(name: "visitor") { [self] in
      let connection = VisitorConnection(socket, limits)
      connection.serve { request in
        room.make { answer(request) }
      } while: {
        !isClosed
      }
      leave(number) { connection.close() }
    }
    if thread == nil {
      let connection = refuse(socket)
      leave(number) { connection.close() }
    }
  }

  /// Answers that there is no room; the connection is not read, and this thread does not wait for it.
  private func refuse(_ socket: Socket) -> VisitorConnection {
    var limits = limits
    limits.stillness = .milliseconds(100)
    let connection = VisitorConnection(socket, limits)
    connection.send(.busy("There are too many connections; try again."))
    return connection
  }

  /// Waits a moment before the next connection is accepted.
  func pause() {
    let end = MonotonicTime.now + .milliseconds(100)
    state.wait { state in
      state.isClosed || .now >= end ? .finish(()) : .sleepUntil(end)
    }
  }

  /// Receives nobody any more.
  func refuse() {
    state.withLock { $0.isClosed = true }
    state.broadcast()
  }

  /// Ends the connections, those that end by themselves first, and waits for their threads.
  func end() {
    _ = wait(for: .seconds(1))
    // A number is removed before its descriptor is closed, so that no other file can have it here.
    state.withLock { state in
      for number in state.open { shutdown(number, Int32(SHUT_RDWR)) }
    }
    _ = wait(for: .seconds(5))
  }

  private func wait(for duration: Duration) -> Bool {
    let end = MonotonicTime.now + duration
    return state.wait { state in
      if state.open.isEmpty { return .finish(true) }
      return .now >= end ? .finish(false) : .sleepUntil(end)
    }
  }

  private func leave(_ number: Int32, _ close: () -> Void) {
    state.withLock { state in
      state.open.remove(number)
      close()
    }
    state.broadcast()
  }
}
