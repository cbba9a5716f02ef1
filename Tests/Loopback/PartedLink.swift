import Glibc
import Synchronization
import Threads

/// A link to a server on 127.0.0.1 that a test can part: then no byte passes in either direction, and
/// neither side learns why.
///
/// One connection at a time passes it; a new one replaces the one before.
public final class PartedLink: Sendable {
  private let server: RawServer
  private let state: LinkState

  /// Makes a link to a port.
  ///
  /// - Throws: ``LoopbackError`` if it cannot listen.
  public init(to port: UInt16) throws {
    let state = LinkState()
    self.state = state
    server = try RawServer { connection in
      guard let upstream = Self.connect(to: port) else { return }
      defer { close(upstream) }
      Self.forward(connection.descriptor, upstream, state)
    }
  }

  /// The port that clients connect to.
  public var port: UInt16 { server.port }

  /// Parts the link, or joins it again.
  public func part(_ isParted: Bool) { state.isParted.store(isParted, ordering: .relaxed) }

  /// Connects to a port; returns the socket, which is the caller's to close, or `nil` if nobody listens.
  static func connect(to port: UInt16) -> Int32? {
    let descriptor = socket(
      AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in.loopback(port: port)
    let outcome = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard outcome == 0 else {
      close(descriptor)
      return nil
    }
    return descriptor
  }

  /// Forwards bytes until one side closes.
  private static func forward(_ client: Int32, _ upstream: Int32, _ state: LinkState) {
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let isParted = state.isParted.load(ordering: .relaxed)
      // While it is parted only the end of the client is noticed, so that it can connect again.
      let wanted = Int16(isParted ? 0x2000 : POLLIN)
      var sides = [pollfd(fd: client, events: wanted, revents: 0)]
      if !isParted { sides.append(pollfd(fd: upstream, events: wanted, revents: 0)) }
      guard poll(&sides, nfds_t(sides.count), 20) >= 0 else { return }
      if isParted, sides[0].revents != 0 { return }
      for (index, side) in sides.enumerated() where !isParted && side.revents != 0 {
        let count = recv(side.fd, &bytes, bytes.count, 0)
        guard count > 0 else { return }
        let target = RawConnection(descriptor: index == 0 ? upstream : client)
        guard target.send(Array(bytes[..<count])) else { return }
      }
    }
  }
}

private final class LinkState: Sendable {
  let isParted = Atomic(false)
}
