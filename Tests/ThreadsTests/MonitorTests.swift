import Testing
import Threads

/// `Monitor`: one value, one lock, one condition.
struct MonitorTests {
  @Test func `no change is lost when many threads make changes`() throws {
    let sum = Monitor(0)
    let threads = try (0..<8).map { number in
      try WorkerThread(name: "adder \(number)") {
        for _ in 0..<1_000 { sum.withLock { $0 += 1 } }
      }
    }
    for thread in threads { thread.join() }
    #expect(sum.withLock { $0 } == 8_000)
  }

  @Test func `a broadcast wakes every sleeper`() throws {
    struct Gate {
      var sleepers = 0
      var isOpen = false
      var passed = 0
    }
    let gate = Monitor(Gate())
    let arrived = Monitor(0)
    let threads = try (0..<8).map { number in
      try WorkerThread(name: "sleeper \(number)") {
        gate.withLock { $0.sleepers += 1 }
        gate.wait { gate in
          guard gate.isOpen else {
            arrived.withLock { $0 += 1 }
            arrived.broadcast()
            return Decision<Void>.sleep
          }
          gate.passed += 1
          return .finish(())
        }
      }
    }
    // Whoever has asked under the lock of the gate sleeps before we can have that lock.
    arrived.wait { $0 < 8 ? Decision<Void>.sleep : .finish(()) }
    gate.withLock { gate in
      #expect(gate.sleepers == 8)
      #expect(gate.passed == 0)
      gate.isOpen = true
    }
    gate.broadcast()
    for thread in threads { thread.join() }
    #expect(gate.withLock { $0.passed } == 8)
  }

  @Test func `two threads hand a value to and fro`() throws {
    let ball = Monitor(0)
    let other = try WorkerThread(name: "odd") {
      for turn in stride(from: 1, to: 200, by: 2) {
        ball.wait { value in
          guard value == turn else { return Decision<Void>.sleep }
          value += 1
          return .finish(())
        }
        ball.broadcast()
      }
    }
    for turn in stride(from: 0, to: 200, by: 2) {
      ball.wait { value in
        guard value == turn else { return Decision<Void>.sleep }
        value += 1
        return .finish(())
      }
      ball.broadcast()
    }
    other.join()
    #expect(ball.withLock { $0 } == 200)
  }

  @Test func `a sleep until a time ends at that time though nobody broadcasts`() {
    let asked = Monitor(0)
    let time = MonotonicTime.now + .milliseconds(1)
    let woke = asked.wait { asked in
      asked += 1
      let now = MonotonicTime.now
      return now >= time ? .finish(now) : .sleepUntil(time)
    }
    #expect(woke >= time)
    #expect(asked.withLock { $0 } >= 2)
  }

  @Test func `a time that has passed is no reason to sleep`() {
    let asked = Monitor(0)
    for time in [MonotonicTime.distantPast, MonotonicTime(nanoseconds: -1), .now] {
      let answer = asked.wait { asked in
        asked += 1
        return asked.isMultiple(of: 2) ? .finish(asked) : .sleepUntil(time)
      }
      #expect(answer.isMultiple(of: 2))
    }
    #expect(asked.withLock { $0 } == 6)
  }

  @Test func `an error leaves the lock open`() {
    struct Trouble: Error {}
    let value = Monitor(1)
    #expect(throws: Trouble.self) {
      try value.withLock { value throws(Trouble) in
        value = 2
        throw Trouble()
      }
    }
    #expect(value.withLock { $0 } == 2)
  }

  @Test func `it can guard a value that cannot be copied`() {
    struct Only: ~Copyable {
      var number = 7
    }
    let only = Monitor(Only())
    only.withLock { $0.number += 1 }
    #expect(only.wait { Decision.finish($0.number) } == 8)
  }

  @Test func `the value goes when the monitor goes`() {
    final class Witness: Sendable {}
    weak var witness: Witness?
    do {
      let value = Witness()
      witness = value
      let monitor = Monitor(value)
      #expect(monitor.withLock { $0 === witness })
    }
    #expect(witness == nil)
  }
}
