import Glibc

/// A link to a server on 127.0.0.1 that passes no alert of TLS from it, so that a client does not learn from
/// `close_notify` that the server has ended (RFC 8446 §6.1), as when somebody cuts the connection.
public final class CutTLSLink: Sendable {
  private let server: RawServer

  /// Makes a link to a port.
  ///
  /// - Throws: ``LoopbackError`` if it cannot listen.
  public init(to port: UInt16) throws {
    server = try RawServer(concurrently: true) { connection in
      guard let upstream = PartedLink.connect(to: port) else { return }
      defer { close(upstream) }
      Self.forward(connection, RawConnection(descriptor: upstream))
    }
  }

  /// The port that clients connect to.
  public var port: UInt16 { server.port }

  /// Forwards until one side closes.
  private static func forward(_ client: RawConnection, _ upstream: RawConnection) {
    var held: [UInt8] = []
    var sides = [client, upstream].map {
      pollfd(fd: $0.descriptor, events: Int16(POLLIN), revents: 0)
    }
    while poll(&sides, nfds_t(sides.count), -1) > 0 {
      if sides[0].revents != 0 {
        let bytes = client.receive()
        guard !bytes.isEmpty, upstream.send(bytes) else { return }
      }
      if sides[1].revents != 0 {
        let bytes = upstream.receive()
        guard !bytes.isEmpty else { return }
        held += bytes
        guard client.send(takeRecords(from: &held)) else { return }
      }
    }
  }

  /// Removes the whole records from what was received, and returns those that are no alerts.
  private static func takeRecords(from bytes: inout [UInt8]) -> [UInt8] {
    var passed: [UInt8] = []
    var start = 0
    while start + 5 <= bytes.count {
      let length = Int(bytes[start + 3]) << 8 + Int(bytes[start + 4])
      let end = start + 5 + length
      guard end <= bytes.count else { break }
      // An encrypted record of TLS 1.3 only shows its length: of an alert two bytes, the type and a tag.
      let isAlert = bytes[start] == 21 || bytes[start] == 23 && length == 2 + 1 + 16
      if !isAlert { passed += bytes[start..<end] }
      start = end
    }
    bytes.removeFirst(start)
    return passed
  }
}
