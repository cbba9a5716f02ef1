import Patterns
import Testing
import Threads

struct ThreadTests {
  @Test func `an expression can be used by many threads at the same time`() throws {
    let pattern = try Pattern(#"^http://([a-z]+\.)*test/(\d+)7\.png$"#)
    let wrong = Monitor(0)
    let threads = try (0..<16).map { number in
      try WorkerThread(name: "matcher \(number)") {
        for item in number * 1_000..<(number + 1) * 1_000 {
          // Each thread has texts of its own, so all of them build states of the automaton.
          let host = String(repeating: "abc.", count: item % 7)
          let found = pattern.occurs(in: "http://\(host)test/\(item).png")
          if found != (item % 10 == 7 && item > 7) { wrong.withLock { $0 += 1 } }
        }
      }
    }
    for thread in threads { thread.join() }
    #expect(wrong.withLock { $0 } == 0)
  }

  @Test func `expressions can be compiled and freed by many threads at the same time`() throws {
    let wrong = Monitor(0)
    let threads = try (0..<8).map { number in
      try WorkerThread(name: "compiler \(number)") {
        for item in 0..<200 {
          let isRight =
            (try? Pattern("(\(number)|x)+\(item)$"))?.occurs(in: "x\(number)\(item)") == true
            && (try? Pattern("(\(item)")) == nil
          if !isRight { wrong.withLock { $0 += 1 } }
        }
      }
    }
    for thread in threads { thread.join() }
    #expect(wrong.withLock { $0 } == 0)
  }
}
