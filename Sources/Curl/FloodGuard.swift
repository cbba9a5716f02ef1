import Glibc

/// Closes a connection on which a server sends without end what is no body of a response.
///
/// libcurl before 8.10 reads from a connection of HTTP/2 until there is something for a response.
/// Frames that are not part of one (PRIORITY, unknown types, acknowledgements) and messages of TLS
/// would hold the thread as long as the server sends them, with all its transfers and their
/// time-outs. Meanwhile only the debug callback is called, for each record of TLS. Interim responses
/// (1xx) do the same, since those of a stream that has ended here are still read; so a head is nothing
/// that begins the count anew.
///
/// Belongs to the thread of a `MultiHandle`.
final class FloodGuard {
  /// The maximum number of calls in a row without a part of a body.
  ///
  /// A record makes two or three. A server that sends responses has no use for that many, and reading
  /// them takes milliseconds.
  static let maximumCalls = 4_000

  private var sockets: Set<Int32> = []
  private var acting: Int32?
  private var calls = 0

  /// Notes a socket that libcurl waits for, or one that it does not wait for any more.
  func watch(_ socket: Int32, isOpen: Bool) {
    if isOpen { sockets.insert(socket) } else { sockets.remove(socket) }
  }

  /// Notes that libcurl begins to act on a socket, `nil` for all of them.
  func begin(on socket: Int32?) {
    acting = socket
    calls = 0
  }

  /// Notes a part of a body.
  func receiveBody() { calls = 0 }

  /// Notes a call for data of TLS; after too many, closes the connection, which libcurl then takes
  /// for closed by the server.
  ///
  /// - Returns: whether it was closed.
  func receiveRecord() -> Bool {
    calls += 1
    guard calls > Self.maximumCalls else { return false }
    calls = 0
    guard let socket = acting ?? fullest else { return false }
    shutdown(socket, Int32(SHUT_RDWR))
    return true
  }

  /// The socket with the most bytes to read: a flood fills its buffer.
  private var fullest: Int32? {
    func pending(_ socket: Int32) -> Int32 {
      var count: Int32 = 0
      return ioctl(socket, UInt(FIONREAD), &count) == 0 ? count : -1
    }
    return sockets.max { pending($0) < pending($1) }
  }
}
