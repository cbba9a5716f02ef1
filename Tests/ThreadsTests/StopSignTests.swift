import Testing
import Threads

/// `StopSign`: when workers must come to an end.
struct StopSignTests {
  @Test func `it shows nothing at first`() {
    let sign = StopSign()
    #expect(sign.deadline == nil)
    #expect(!sign.isOver)
    #expect(!sign.wait(until: .distantPast))
  }

  @Test func `the earliest end holds in whatever order the ends come`() {
    let early = MonotonicTime(nanoseconds: 100)
    let late = MonotonicTime(nanoseconds: 200)
    for ends in [[early, late], [late, early]] {
      let sign = StopSign()
      for end in ends { sign.show(until: end) }
      #expect(sign.deadline == early)
    }
  }

  @Test func `it is over once the end has come and not before`() {
    let sign = StopSign()
    sign.show(until: .now + .seconds(3600))
    #expect(!sign.isOver)
    sign.show(until: .now)
    #expect(sign.isOver)
  }

  @Test func `one that shows wakes all who wait for it`() throws {
    let sign = StopSign()
    let answers = Monitor<[Bool]>([])
    let threads = try (0..<4).map { number in
      try WorkerThread(name: "waiter \(number)") {
        let shows = sign.wait(until: .now + .seconds(3600))
        answers.withLock { $0.append(shows) }
      }
    }
    sign.show(until: .now)
    for thread in threads { thread.join() }
    #expect(answers.withLock { $0 } == [true, true, true, true])
  }

  @Test func `a wait ends at its time though the sign never shows`() {
    let time = MonotonicTime.now + .milliseconds(1)
    #expect(!StopSign().wait(until: time))
    #expect(MonotonicTime.now >= time)
  }
}
