import Testing
import Threads

@testable import Fetching

struct ProgressWatchTests {
  static let start = MonotonicTime(nanoseconds: 5_000_000_000)

  private func at(_ seconds: Double) -> MonotonicTime { Self.start + .seconds(seconds) }

  /// A watch behind a reference, since `#expect` cannot call what changes a value.
  private final class Watched {
    var watch: ProgressWatch

    init(_ watch: ProgressWatch) { self.watch = watch }

    var deadline: MonotonicTime { watch.deadline }

    func requestWasSent(at now: MonotonicTime) { watch.requestWasSent(at: now) }

    func receive(_ count: Int, at now: MonotonicTime) { watch.receive(count, at: now) }

    func isOver(at now: MonotonicTime, othersWait: Bool = false) -> Bool {
      watch.isOver(at: now, othersWait: { othersWait })
    }
  }

  private func watch(timeout: Duration = .seconds(30), isDocument: Bool = false) -> Watched {
    Watched(ProgressWatch(timeout: timeout, isDocument: isDocument, from: Self.start))
  }

  @Test func `connecting, the first byte and each pause have the whole timeout`() {
    let watch = watch()
    #expect(!watch.isOver(at: at(29.9)))
    watch.requestWasSent(at: at(29.9))
    #expect(!watch.isOver(at: at(59.8)))
    watch.receive(10_000, at: at(59.8))
    #expect(!watch.isOver(at: at(89.7)))
    #expect(watch.deadline == at(89.8))
    #expect(watch.isOver(at: at(89.8)))
  }

  @Test func `without a connection it is over after the timeout`() {
    let watch = watch()
    #expect(watch.deadline == at(30))
    #expect(watch.isOver(at: at(30)))
  }

  @Test func `an image that arrives slowly but steadily has an hour if no other waits`() {
    let watch = watch()
    for second in 1..<3_600 {
      watch.receive(200, at: at(Double(second)))
      #expect(!watch.isOver(at: at(Double(second))))
    }
    #expect(watch.isOver(at: at(3_600)))
  }

  /// The second in which an image that arrives with a speed ends; `nil` if it takes an hour.
  private func end(bytesPerSecond: Int, timeout: Duration, othersWait: (Int) -> Bool) -> Int? {
    let watch = watch(timeout: timeout)
    return (1...3_600).first { second in
      watch.receive(bytesPerSecond, at: at(Double(second)))
      return watch.isOver(at: at(Double(second)), othersWait: othersWait(second))
    }
  }

  @Test(arguments: [
    (200, 30, 300), (999, 30, 300), (1_001, 30, 600), (1_999, 30, 600), (3_999, 30, 900),
    (15_000, 30, 1_500), (200, 3, 30), (1_500, 3, 60),
  ])
  func `while others wait an image must be the faster the longer it takes`(
    bytesPerSecond: Int, timeout: Int, end: Int
  ) {
    let second = self.end(
      bytesPerSecond: bytesPerSecond, timeout: .seconds(timeout), othersWait: { _ in true })
    #expect(second == end)
  }

  @Test func `an image of fifty megabytes may take three hours on a slow line`() {
    let watch = watch()
    for second in 1...10_800 {
      watch.receive(5_000, at: at(Double(second)))
      #expect(!watch.isOver(at: at(Double(second))))
    }
  }

  @Test func `who begins to wait later is noticed, too`() {
    let second = end(bytesPerSecond: 200, timeout: .seconds(30), othersWait: { $0 > 1_000 })
    #expect(second == 1_020)
  }

  @Test func `an image of twenty megabytes that comes in five minutes keeps its transfer`() {
    let watch = watch()
    for second in 1...299 {
      watch.receive(70_000, at: at(Double(second)))
      #expect(!watch.isOver(at: at(Double(second)), othersWait: true))
    }
  }

  @Test func `a pause is not the server's slowness`() {
    let watch = watch()
    watch.receive(500_000, at: at(1))
    watch.watch.pause(for: .seconds(10_000))
    watch.receive(1, at: at(10_001))
    #expect(!watch.isOver(at: at(10_020), othersWait: true))
  }

  @Test(arguments: [(99, 61.0), (1, 61.0)])
  func `an image that only drips is over after a minute`(bytes: Int, end: Double) {
    let watch = watch()
    var second = 1.0
    while second < 1_000 {
      watch.receive(bytes, at: at(second))
      second += 1
      if watch.isOver(at: at(second)) { break }
    }
    #expect(second == end)
  }

  @Test func `the speed is measured in each window anew`() {
    let watch = watch()
    watch.receive(1_000_000, at: at(1))
    var second = 2.0
    while second < 1_000, !watch.isOver(at: at(second)) {
      watch.receive(1, at: at(second))
      second += 1
    }
    #expect(second == 121)
  }

  @Test func `a timeout longer than the window may be used up by one pause`() {
    let watch = watch(timeout: .seconds(120))
    watch.receive(10_000, at: at(1))
    #expect(!watch.isOver(at: at(120)))
    #expect(watch.isOver(at: at(121)))
  }

  @Test func `a document ends after ten timeouts, whatever its speed`() {
    let watch = watch(timeout: .seconds(3), isDocument: true)
    for second in 1...29 {
      watch.receive(100_000, at: at(Double(second)))
      #expect(!watch.isOver(at: at(Double(second))))
    }
    #expect(watch.isOver(at: at(30)))
  }

  @Test func `the longest timeout is no overflow`() {
    let watch = watch(timeout: .seconds(Int64.max), isDocument: true)
    watch.receive(10_000, at: at(1))
    #expect(!watch.isOver(at: at(1_000)))
  }
}
