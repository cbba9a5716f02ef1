import Glibc
import Testing

@testable import Curl

/// Sockets take turns, however the system orders them.
struct SocketWatchTests {
  /// A pipe with something to read.
  private final class Readable {
    let reading: Int32
    private let writing: Int32

    init() {
      var ends: [Int32] = [0, 0]
      pipe(&ends)
      (reading, writing) = (ends[0], ends[1])
      _ = write(writing, "x", 1)
    }

    deinit {
      close(reading)
      close(writing)
    }
  }

  @Test(arguments: [1, 2, 5]) func `what was refused comes first the next time`(taken: Int) {
    let pipes = (0..<10).map { _ in Readable() }
    let watch = SocketWatch()
    for pipe in pipes { watch.set(pipe.reading, .reading) }
    var count: [Int32: Int] = [:]
    for _ in 0..<20 {
      var room = taken
      watch.wait(atMost: 0) { socket, _ in
        guard room > 0 else { return false }
        room -= 1
        // It stays ready.
        count[socket, default: 0] += 1
        return true
      }
    }
    #expect(pipes.map { count[$0.reading] } == pipes.map { _ in 2 * taken })
    for pipe in pipes { watch.set(pipe.reading, []) }
  }
}
