internal import CPlatform
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
/// The callback does not tell the connection, and the transfer that libcurl acts for may be none that
/// waits for it. So the system is asked which connection was read in the meantime.
///
/// Belongs to the thread of a `MultiHandle`.
final class FloodGuard {
  /// The maximum number of calls in a row without a part of a body.
  ///
  /// A record makes two or three. A server that sends responses has no use for that many, and reading
  /// them takes milliseconds.
  static let maximumCalls = 4_000

  private var sockets: Set<Int32> = []
  private var calls = 0
  /// The bytes read from each socket when half of the calls were made.
  private var before: [Int32: Int64] = [:]

  /// Notes a socket that libcurl has opened.
  func add(_ socket: Int32) { sockets.insert(socket) }

  /// Notes that a socket is about to be closed.
  func remove(_ socket: Int32) { sockets.remove(socket) }

  /// Notes that libcurl begins to act, or receives a part of a body.
  func beginAnew() { calls = 0 }

  /// Notes a call for data of TLS; after too many, closes the connection, which libcurl then takes
  /// for closed by the server.
  ///
  /// - Returns: whether it was closed.
  func receiveRecord() -> Bool {
    calls += 1
    if calls == Self.maximumCalls / 2 { before = bytesRead() }
    guard calls > Self.maximumCalls else { return false }
    calls = 0
    let read = bytesRead().map { (socket: $0.key, count: $0.value - (before[$0.key] ?? 0)) }
    guard let most = read.max(by: { $0.count < $1.count }), most.count > 0 else { return false }
    shutdown(most.socket, Int32(SHUT_RDWR))
    return true
  }

  private func bytesRead() -> [Int32: Int64] {
    Dictionary(uniqueKeysWithValues: sockets.map { ($0, magpie_socket_bytes_read($0)) })
  }
}
