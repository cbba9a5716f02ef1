public import Addressing
import FlyingSocks
import Glibc
import Threads

/// A small HTTP/1.1 server for pages that this program makes.
///
/// The sockets are those of FlyingFox. Its own HTTP layer is not used: it has no limit for the length of a
/// head, for the number of connections and for the time that a slow visitor takes
/// (`docs/decisions/live-page.md`). Here each connection has a thread, and everything has a bound; see
/// ``VisitorLimits``.
public final class PageServer: Sendable {
  /// Where it listens.
  public let place: ServerPlace

  private let listener: Socket
  private let visitors: Visitors
  private let accepting: Monitor<WorkerThread?>

  /// Binds an address and starts to answer.
  ///
  /// Writing to a visitor who has left must be an error of that connection, so SIGPIPE is ignored in the
  /// whole process from now on.
  ///
  /// - Parameters:
  ///   - address: an address of this machine, or the unspecified one for all of them.
  ///   - port: the port; 0 for any that is free.
  ///   - limits: the bounds of a connection.
  ///   - door: which requests are answered at all.
  ///   - answer: returns the answer to a request that the door has let in; called on the threads of the
  ///     connections.
  /// - Throws: `ServingError` if the address cannot be used or no thread be started.
  public init(
    at address: IPAddress, port: UInt16, limits: VisitorLimits = VisitorLimits(), door: Door,
    answer: @escaping @Sendable (PageRequest) -> PageAnswer
  ) throws(ServingError) {
    signal(SIGPIPE, SIG_IGN)
    let socket = try Self.listen(at: address, port)
    listener = socket
    do {
      place = ServerPlace(address: address, port: try Self.port(of: socket), secret: door.secret)
    } catch {
      try? socket.close()
      throw ServingError(error, address, port)
    }
    let visitors = Visitors(limits)
    self.visitors = visitors
    let place = place
    do throws(ThreadError) {
      accepting = Monitor(
        try WorkerThread(name: "door") {
          Self.accept(on: socket, visitors) { request in
            switch door.judge(request) {
            case .refused(let refusal): refusal
            case .admitted(let request): answer(request)
            }
          }
        })
    } catch {
      try? socket.close()
      throw ServingError(code: .other, message: "\(place.address) cannot be served: \(error)")
    }
  }

  /// Ends all connections and waits for their threads.
  ///
  /// - Parameter feed: is closed first, so that those who listen to it get its last events.
  public func stop(closing feed: EventFeed? = nil) {
    guard let thread = accepting.withLock({ $0.take() }) else { return }
    visitors.refuse()
    feed?.close()
    shutdown(listener.file.rawValue, Int32(SHUT_RDWR))
    thread.join()
    try? listener.close()
    visitors.end()
  }

  deinit { stop() }

  private static func listen(at address: IPAddress, _ port: UInt16) throws(ServingError) -> Socket {
    do {
      let socket = try Socket(domain: address.isVersion6 ? AF_INET6 : AF_INET)
      do {
        socket.closeOnExecution()
        try socket.setValue(true, for: .localAddressReuse)
        if address.isVersion6 {
          try socket.bind(to: .inet6(ip6: address.description, port: port))
        } else {
          try socket.bind(to: .inet(ip4: address.description, port: port))
        }
        try socket.listen(maxPendingConnection: 64)
        return socket
      } catch {
        try? socket.close()
        throw error
      }
    } catch {
      throw ServingError(error, address, port)
    }
  }

  private static func port(of socket: Socket) throws -> UInt16 {
    switch try socket.sockname() {
    case .ip4(_, let port), .ip6(_, let port): port
    case .unix: 0
    }
  }

  private static func accept(
    on listener: Socket, _ visitors: Visitors,
    answer: @escaping @Sendable (PageRequest) -> PageAnswer
  ) {
    while !visitors.isClosed {
      do {
        let socket = Socket(file: try listener.accept().file)
        socket.closeOnExecution()
        visitors.receive(socket, answer)
      } catch {
        // Too many open files, or a visitor who left at once.
        if visitors.isClosed { return }
        visitors.pause()
      }
    }
  }
}

extension Socket {
  /// Keeps the socket from programs that this one starts.
  fileprivate func closeOnExecution() { _ = fcntl(file.rawValue, F_SETFD, FD_CLOEXEC) }
}

extension IPAddress {
  var isVersion6: Bool { if case .v6 = self { true } else { false } }

  /// Whether it stands for all addresses of the machine.
  var isUnspecified: Bool { self == .v4(0) || self == .v6(high: 0, low: 0) }
}
