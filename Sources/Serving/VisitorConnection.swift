import Files
import FlyingSocks
import FoundationEssentials
import Glibc
import Threads

/// One connection: reads requests and writes answers, on one thread.
struct VisitorConnection {
  /// The number of bytes that are handed to the socket at once.
  private static let pieceBytes = 1 << 16

  private let socket: Socket
  private let limits: VisitorLimits

  init(_ socket: Socket, _ limits: VisitorLimits) {
    self.socket = socket
    self.limits = limits
    // A call waits this long at most, so that the bounds are looked at.
    let tick = timeval(tv_sec: 0, tv_usec: 100_000)
    try? socket.setValue(tick, for: TimeOption(name: SO_RCVTIMEO))
    try? socket.setValue(tick, for: TimeOption(name: SO_SNDTIMEO))
  }

  func close() { try? socket.close() }

  /// Answers one request after the other until the visitor leaves, a bound is reached, or `goesOn` is
  /// false.
  ///
  /// The claim of an answer is kept until it is sent.
  func serve(
    _ answer: (PageRequest) -> (answer: PageAnswer, claim: MemoryClaim), while goesOn: () -> Bool
  ) {
    var received: [UInt8] = []
    while goesOn() {
      let request: PageRequest
      do throws(RequestFault) {
        guard let next = try readRequest(&received, while: goesOn) else { return }
        request = next
      } catch {
        send(.plain(error.status, error.words), keepsOpen: false)
        return
      }
      let (result, claim) = answer(request)
      let keepsOpen = request.keepsOpen && result.canKeepOpen && goesOn()
      let wasSent = withExtendedLifetime(claim) {
        send(result, withBody: request.method != "HEAD", keepsOpen: keepsOpen)
      }
      guard wasSent, keepsOpen else { return }
    }
  }

  // MARK: Reading

  /// Returns the next request; `nil` if there is none.
  ///
  /// What follows it stays in `received`.
  private func readRequest(
    _ received: inout [UInt8], while goesOn: () -> Bool
  ) throws(RequestFault) -> PageRequest? {
    let end = MonotonicTime.now + limits.patience
    while true {
      if let length = PageRequest.headLength(in: received) {
        guard length <= limits.headBytes else { throw .tooLarge }
        defer { received.removeFirst(length) }
        return try PageRequest(head: received[..<length])
      }
      guard received.count <= limits.headBytes else { throw .tooLarge }
      do {
        received += try socket.read(atMost: 4096)
      } catch SocketError.blocked {
        guard goesOn() else { return nil }
        if MonotonicTime.now >= end {
          if received.isEmpty { return nil }
          throw .timeout
        }
      } catch {
        return nil
      }
      if MonotonicTime.now >= end { throw .timeout }
    }
  }

  // MARK: Writing

  /// Sends an answer; returns whether all of it was sent.
  @discardableResult
  func send(_ answer: PageAnswer, withBody: Bool = true, keepsOpen: Bool = false) -> Bool {
    do {
      var deadline = MonotonicTime.now + .seconds(30)
      let head = answer.head(keepsOpen: keepsOpen)
      switch answer.body {
      case _ where !withBody: try write(Data(head), until: deadline)
      case .bytes(let bytes):
        deadline = deadline + .seconds(bytes.count / limits.leastSpeed)
        // A short answer is one piece with its head; of a long one there is no second copy.
        var end = min(Self.pieceBytes, bytes.count)
        try write(Data(head + bytes[..<end]), until: deadline)
        while end < bytes.count {
          let start = end
          end = min(start + Self.pieceBytes, bytes.count)
          try write(Data(bytes[start..<end]), until: deadline)
        }
      case .file(let file):
        try write(Data(head), until: deadline)
        var piece = [UInt8](repeating: 0, count: Self.pieceBytes)
        var left = file.byteCount
        while left > 0 {
          let count = min(left, try file.read(into: &piece))
          // It was shortened; only the end of the connection can say so.
          guard count > 0 else { return false }
          left -= count
          deadline = deadline + .seconds(count / limits.leastSpeed)
          try write(Data(piece[..<count]), until: deadline)
        }
      case .events(let feed):
        try write(Data(head), until: deadline)
        try send(feed)
      }
      return true
    } catch {
      return false
    }
  }

  /// Sends events until there are no more.
  private func send(_ feed: EventFeed) throws {
    try feed.listen(heartbeat: limits.heartbeat) { bytes in
      try write(Data(bytes), until: .now + .seconds(30))
      // A visitor sends nothing any more; the end of what it sends means that it has left.
      return !hasLeft
    }
  }

  private var hasLeft: Bool {
    do {
      // The descriptor would wait; that is what the short time is for.
      try socket.setValue(timeval(tv_sec: 0, tv_usec: 1), for: TimeOption(name: SO_RCVTIMEO))
      _ = try socket.read(atMost: 256)
      return false
    } catch SocketError.blocked {
      return false
    } catch {
      return true
    }
  }

  private func write(_ data: Data, until deadline: MonotonicTime) throws {
    var index = data.startIndex
    var moved = MonotonicTime.now
    while index < data.endIndex {
      do {
        index = try socket.write(data, from: index)
        moved = .now
      } catch SocketError.blocked {
        if .now - moved > limits.stillness { throw SocketError.blocked }
      }
      if .now > deadline { throw SocketError.blocked }
    }
  }
}

/// How long a call on a socket may wait.
private struct TimeOption: SocketOption {
  let name: Int32

  func makeValue(from value: timeval) -> timeval { value }
  func makeSocketValue(from value: timeval) -> timeval { value }
}
