import Threads
import Testing

@testable import Fetching

/// The limit is a value of time, so no test waits.
struct RateLimitTests {
  private let start = MonotonicTime.now

  @Test func `what was received is paid for with time`() {
    let limit = RateLimit(bytesPerSecond: 1000)
    let now = MonotonicTime.now + .seconds(100)
    // Of a long silence only a moment can be made up for.
    limit.take(1250, at: now)
    #expect(limit.pause(at: now) == .seconds(1))
    #expect(limit.pause(at: now + .milliseconds(400)) == .milliseconds(600))
    #expect(limit.pause(at: now + .seconds(2)) == .zero)
  }

  @Test(arguments: [1, 7, 1_000, 64_000, 10_000_000])
  func `over a longer time the limit is exact`(rate: Int) {
    let limit = RateLimit(bytesPerSecond: rate)
    let begin = MonotonicTime.now + .seconds(1)
    var now = begin
    var received = 0
    var generator = SystemRandomNumberGenerator()
    while received < 200 * rate {
      let part = Int.random(in: 1...max(1, rate / 10), using: &generator)
      limit.take(part, at: now)
      received += part
      now = now + limit.pause(at: now)
    }
    let seconds = (now - begin).inSeconds
    #expect(abs(Double(received) / seconds / Double(rate) - 1) < 0.01)
  }

  @Test func `little is read at once`() {
    #expect(RateLimit(bytesPerSecond: 1).bytesAtOnce == 1024)
    #expect(RateLimit(bytesPerSecond: 640_000).bytesAtOnce == 10_000)
    #expect(RateLimit(bytesPerSecond: .max).bytesAtOnce == 65_536)
  }

  @Test func `pauses do not count for the speed and the whole time, but do for a silent server`() {
    var watch = ProgressWatch(timeout: .seconds(30), isDocument: true, from: start)
    watch.receive(1, at: start)
    watch.pause(for: .seconds(1000))
    watch.receive(1, at: start + .seconds(1020))
    let isOver = [1049, 1050].map { watch.isOver(at: start + .seconds($0), othersWait: { false }) }
    #expect(isOver == [false, true])
  }

  @Test(arguments: [(1_000_000, 64, 2.0), (1000, 10, 20.48), (1, 1, 2048)])
  func `a transfer waits until all others were read`(rate: Int, transfers: Int, seconds: Double) {
    let limit = RateLimit(bytesPerSecond: rate, transfers: transfers)
    #expect(abs(limit.longestTurn / .seconds(1) - seconds) < 0.01)
  }
}
