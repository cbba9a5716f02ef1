import Glibc

/// One connection of a client, handled by its own thread.
struct Connection {
  let descriptor: Int32
  let number: Int
  let hub: Hub
  private var received: [UInt8] = []
  /// When the bandwidth allows the next byte, in nanoseconds of the monotonic clock.
  private var mayWrite: UInt64 = 0

  /// The maximum length of a request head.
  private static let longestHead = 1 << 20
  /// The number of bytes read at once, or with a limited bandwidth, the maximum written at once.
  private static let pieceSize = 64 << 10
  /// `POLLRDHUP`, which Glibc's module does not export.
  private static let peerClosed: Int16 = 0x2000

  init(descriptor: Int32, number: Int, hub: Hub) {
    self.descriptor = descriptor
    self.number = number
    self.hub = hub
    var yes: Int32 = 1
    setsockopt(
      descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, socklen_t(MemoryLayout<Int32>.size))
  }

  /// Responds to requests until one side closes the connection.
  mutating func serve() {
    while let request = nextRequest() {
      let number = hub.log(request)
      guard pause(hub.pace.latency) else { return }
      let (behaviour, earlier) = hub.behaviour(for: request, number: number)
      guard perform(behaviour, for: request, earlier: earlier), request.keepsAlive else { return }
    }
  }

  // MARK: Reading

  private mutating func nextRequest() -> LoggedRequest? {
    var searched = 0
    while true {
      if let end = endOfHead(from: searched) {
        let request = LoggedRequest(
          head: received.span.extracting(0..<end), arrival: MonotonicClock.now,
          connection: number)
        received.removeSubrange(0..<end)
        return request
      }
      searched = max(0, received.count - 3)
      guard received.count < Self.longestHead, fill() else { return nil }
    }
  }

  private func endOfHead(from start: Int) -> Int? {
    guard received.count >= 4 else { return nil }
    for index in start...(received.count - 4)
    where received[index] == 13 && received[index + 1] == 10 && received[index + 2] == 13
      && received[index + 3] == 10
    {
      return index + 4
    }
    return nil
  }

  private mutating func fill() -> Bool {
    withUnsafeTemporaryAllocation(byteCount: 8192, alignment: 1) { buffer in
      var count = recv(descriptor, buffer.baseAddress, buffer.count, 0)
      while count < 0 && errno == EINTR {
        count = recv(descriptor, buffer.baseAddress, buffer.count, 0)
      }
      guard count > 0 else { return false }
      received.append(contentsOf: buffer[..<count])
      return true
    }
  }

  // MARK: Writing

  /// Sends bytes at the pace of the site; returns `false` if the client is gone or the site stops.
  mutating func write(_ bytes: [UInt8]) -> Bool {
    var start = 0
    while start < bytes.count {
      var end = bytes.count
      if let bandwidth = hub.pace.bandwidth {
        // Sending a fiftieth of a second at a time keeps the rate even.
        end = min(end, start + min(max(bandwidth / 50, 1), Self.pieceSize))
        let now = MonotonicClock.now
        if mayWrite > now, !pause(.nanoseconds(Int64(mayWrite - now))) { return false }
        mayWrite = max(mayWrite, now) + UInt64(end - start) * 1_000_000_000 / UInt64(bandwidth)
      }
      guard sendAll(bytes[start..<end]) else { return false }
      start = end
    }
    return true
  }

  private func sendAll(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.withUnsafeBytes { buffer in
      var start = 0
      while start < buffer.count {
        let rest = UnsafeRawBufferPointer(rebasing: buffer[start...])
        let count = send(descriptor, rest.baseAddress, rest.count, Int32(MSG_NOSIGNAL))
        if count < 0 && errno == EINTR { continue }
        guard count > 0 else { return false }
        start += count
      }
      return true
    }
  }

  // MARK: Waiting

  /// Waits; returns `false` as soon as the client is gone or the site stops.
  func pause(_ duration: Duration) -> Bool {
    duration <= .zero || !isGone(within: duration.milliseconds)
  }

  /// Waits until the client is gone or the site stops.
  func waitForTheEnd() { _ = isGone(within: -1) }

  private func isGone(within milliseconds: Int32) -> Bool {
    let deadline = MonotonicClock.now + UInt64(max(0, milliseconds)) * 1_000_000
    var rest = milliseconds
    while true {
      var entry = pollfd(fd: descriptor, events: Self.peerClosed, revents: 0)
      let count = poll(&entry, 1, rest)
      if count >= 0 { return count > 0 }
      let now = MonotonicClock.now
      if milliseconds >= 0 { rest = now >= deadline ? 0 : Int32((deadline - now) / 1_000_000) }
    }
  }

  /// Makes the next close of the connection a reset.
  func resetOnClose() {
    var option = linger(l_onoff: 1, l_linger: 0)
    setsockopt(
      descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
  }
}
