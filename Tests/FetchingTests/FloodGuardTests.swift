import Glibc
import Testing

@testable import Curl

/// When a connection is closed on which nothing for a response arrives.
struct FloodGuardTests {
  /// The two ends of a connection on this machine, closed at the end.
  private final class Pair {
    let (near, far): (Int32, Int32)

    init() throws {
      let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
      defer { close(listener) }
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
      var size = socklen_t(MemoryLayout<sockaddr_in>.size)
      let client = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
      let connected = withUnsafeMutablePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          bind(listener, $0, size) == 0 && listen(listener, 1) == 0
            && getsockname(listener, $0, &size) == 0 && connect(client, $0, size) == 0
        }
      }
      (near, far) = (client, accept(listener, nil, nil))
      try #require(connected && near >= 0 && far >= 0)
    }

    deinit {
      close(near)
      close(far)
    }

    /// Whether the far end can still be read, with nothing there.
    var isOpen: Bool {
      var byte: UInt8 = 0
      return recv(far, &byte, 1, Int32(MSG_DONTWAIT)) < 0 && errno == EAGAIN
    }

    func send(_ count: Int) {
      #expect(Glibc.send(far, Array(repeating: 0, count: count), count, 0) == count)
    }

    func read(_ count: Int) {
      var bytes = [UInt8](repeating: 0, count: count)
      #expect(recv(near, &bytes, count, Int32(MSG_WAITALL)) == count)
    }
  }

  private func calls(_ count: Int, to floods: FloodGuard) -> Bool {
    (0..<count).reduce(false) { closed, _ in floods.receiveRecord() || closed }
  }

  @Test func `too many records without a body close the connection that was read most`() throws {
    let pairs = try [Pair(), Pair(), Pair()]
    let floods = FloodGuard()
    for pair in pairs { floods.add(pair.near) }
    // Much was read here before, and much waits there: that does not count.
    pairs[0].send(9_000)
    pairs[0].read(9_000)
    pairs[2].send(9_000)
    #expect(!calls(FloodGuard.maximumCalls / 2, to: floods))
    pairs[1].send(500)
    pairs[1].read(500)
    pairs[0].send(10)
    pairs[0].read(10)
    #expect(!calls(FloodGuard.maximumCalls / 2, to: floods))
    #expect(pairs.map(\.isOpen) == [true, true, true])
    #expect(calls(1, to: floods))
    #expect(pairs.map(\.isOpen) == [true, false, true])
  }

  @Test func `a part of a body begins the count anew`() throws {
    let pair = try Pair()
    let floods = FloodGuard()
    floods.add(pair.near)
    for _ in 0..<4 {
      #expect(!calls(FloodGuard.maximumCalls, to: floods))
      pair.send(10)
      pair.read(10)
      #expect(!floods.mustPause(EasyHandle(), before: 1))
    }
    #expect(pair.isOpen)
  }

  @Test func `a socket that was closed or not read is never shut down`() throws {
    let (closed, idle) = try (Pair(), Pair())
    let floods = FloodGuard()
    for pair in [closed, idle] { floods.add(pair.near) }
    floods.remove(closed.near)
    #expect(!calls(FloodGuard.maximumCalls / 2, to: floods))
    closed.send(10)
    closed.read(10)
    #expect(!calls(FloodGuard.maximumCalls, to: floods))
    #expect(closed.isOpen && idle.isOpen)
  }
}
