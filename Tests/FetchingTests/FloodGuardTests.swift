import Glibc
import Testing

@testable import Curl

/// When a connection is closed on which nothing for a response arrives.
struct FloodGuardTests {
  /// Two connected sockets, closed at the end.
  private final class Pair {
    let (near, far): (Int32, Int32)

    init() {
      var ends: [Int32] = [0, 0]
      socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends)
      (near, far) = (ends[0], ends[1])
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
      _ = Glibc.send(far, [UInt8](repeating: 0, count: count), count, 0)
    }
  }

  private func calls(_ count: Int, to floods: FloodGuard) -> Bool {
    (0..<count).reduce(false) { closed, _ in floods.receiveRecord() || closed }
  }

  @Test func `too many records without a response close the socket that is read`() {
    let (read, other) = (Pair(), Pair())
    let floods = FloodGuard()
    for pair in [read, other] { floods.watch(pair.near, isOpen: true) }
    floods.begin(on: read.near)
    #expect(!calls(FloodGuard.maximumCalls, to: floods))
    #expect(read.isOpen)
    #expect(calls(1, to: floods))
    #expect(!read.isOpen && other.isOpen)
  }

  @Test func `a part of a body begins the count anew, and so does another socket`() {
    let (one, two) = (Pair(), Pair())
    let floods = FloodGuard()
    floods.begin(on: one.near)
    for _ in 0..<4 {
      #expect(!calls(FloodGuard.maximumCalls, to: floods))
      floods.receiveBody()
    }
    #expect(!calls(FloodGuard.maximumCalls, to: floods))
    floods.begin(on: two.near)
    #expect(!calls(FloodGuard.maximumCalls, to: floods))
    #expect(one.isOpen && two.isOpen)
  }

  @Test func `if it is unknown which socket is read, the one with the most bytes is closed`() {
    let pairs = [Pair(), Pair(), Pair()]
    let floods = FloodGuard()
    for (number, pair) in pairs.enumerated() {
      floods.watch(pair.near, isOpen: true)
      pair.send(number == 1 ? 5_000 : 10)
    }
    floods.begin(on: nil)
    #expect(calls(FloodGuard.maximumCalls + 1, to: floods))
    #expect(pairs.map(\.isOpen) == [true, false, true])
    // A socket that is not watched any more may belong to something else.
    let alone = FloodGuard()
    alone.watch(pairs[0].near, isOpen: true)
    alone.watch(pairs[0].near, isOpen: false)
    alone.begin(on: nil)
    #expect(!calls(FloodGuard.maximumCalls + 1, to: alone))
    #expect(pairs[0].isOpen)
  }
}
