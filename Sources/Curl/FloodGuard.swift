internal import CPlatform
import Glibc

/// Keeps a server from holding the thread that reads from it, with all its other transfers, their
/// time-outs and signals.
///
/// libcurl returns to its caller when a connection has nothing more to read, or after a number of
/// reads; a server can send faster than that. There are three cases:
///
/// - Frames of HTTP/2 that are no part of a response, and messages of TLS. libcurl before 8.10 reads
///   on until there is something for a response, and only calls the debug callback, for each record
///   of TLS. Interim responses (1xx) do the same, since those of a stream that has ended here are
///   still read; so a head is nothing that begins the count anew. The connection is closed. The
///   callback does not tell which it is, and the transfer that libcurl acts for may be none that waits
///   for it; so the system is asked which connection was read in the meantime.
/// - A body in very small parts (chunks of one byte). A hundred reads of 64 KiB are a million calls.
///   The transfer pauses until the next turn; libcurl then hands on in one part what it has read.
/// - The answer of a proxy to CONNECT. libcurl reads it byte by byte as long as there is one, and
///   calls the progress callback each time. The transfer ends.
///
/// Belongs to the thread of a `MultiHandle`.
final class FloodGuard {
  /// The maximum number of calls in a row without a part of a body.
  ///
  /// A record makes two or three. A server that sends responses has no use for that many, and reading
  /// them takes milliseconds.
  static let maximumCalls = 4_000

  /// The size of a part of a body, in bytes, below which it is small.
  static let smallPart = 1024
  /// The maximum number of small parts that a transfer receives in one turn.
  ///
  /// More than libcurl reads from a stream of HTTP/2 in a turn: only chunks can be so many.
  static let maximumSmallParts = 128

  /// The maximum number of progress calls of a transfer in one turn: other than for each byte of a
  /// proxy's answer, libcurl makes a few.
  static let maximumProgressCalls = 64 * 1024

  /// The number of the turn: of what libcurl does between two calls.
  private var turn = 0
  private var paused: [ObjectIdentifier] = []
  private var sockets: Set<Int32> = []
  private var calls = 0
  /// The bytes read from each socket when half of the calls were made.
  private var before: [Int32: Int64] = [:]

  /// Notes a socket that libcurl has opened.
  func add(_ socket: Int32) { sockets.insert(socket) }

  /// Notes that a socket is about to be closed.
  func remove(_ socket: Int32) { sockets.remove(socket) }

  /// Notes that libcurl is called.
  func beginTurn() {
    turn += 1
    calls = 0
  }

  /// Notes a part of a body; returns whether the transfer must pause before it receives the part.
  func mustPause(_ handle: EasyHandle, before count: Int) -> Bool {
    calls = 0
    guard count < Self.smallPart, handle.smallParts.next(in: turn) > Self.maximumSmallParts else {
      return false
    }
    paused.append(ObjectIdentifier(handle))
    return true
  }

  /// Whether a transfer has paused since the last call of `takePaused`.
  var hasPaused: Bool { !paused.isEmpty }

  /// Returns the transfers that have paused since the last call.
  func takePaused() -> [ObjectIdentifier] {
    defer { paused = [] }
    return paused
  }

  /// Notes a progress call of a transfer; returns whether it must end.
  func mustEnd(_ handle: EasyHandle) -> Bool {
    handle.progressCalls.next(in: turn) > Self.maximumProgressCalls
  }

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

/// The number of calls in one turn.
struct TurnCount {
  private var turn = 0
  private var count = 0

  /// Counts a call, beginning with 1 in each turn.
  mutating func next(in turn: Int) -> Int {
    if turn != self.turn { (self.turn, count) = (turn, 0) }
    count += 1
    return count
  }
}
