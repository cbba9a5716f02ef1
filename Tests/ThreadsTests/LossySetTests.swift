import Testing
import Threads

/// A set that may forget, and never makes a number up.
@Suite struct LossySetTests {
  @Test func `what was put is there until others take its place`() {
    let set = LossySet(slots: 64)
    #expect(!set.contains(7))
    set.insert(7)
    #expect(set.contains(7))
    set.insert(7 + 64)
    #expect(set.contains(7))
    #expect(set.contains(7 + 64))
    set.insert(7 + 128)
    #expect(!set.contains(7))
    #expect(set.contains(7 + 64))
    #expect(set.contains(7 + 128))
  }

  @Test func `a neighbour of another slot is found as well`() {
    let set = LossySet(slots: 2)
    set.insert(2)
    set.insert(3)
    #expect(set.contains(2))
    #expect(set.contains(3))
  }

  @Test func `nothing stands for no number`() {
    let set = LossySet(slots: 2)
    #expect(!set.contains(0))
    set.insert(0)
    #expect(!set.contains(0))
  }

  @Test func `threads that put at once make no number up`() throws {
    // All for the same two slots, and each with its mark in two places: half of one and half of
    // another would be seen.
    @Sendable func number(_ high: UInt64, _ low: UInt64) -> UInt64 { high << 40 | low << 16 | 2 }
    let set = LossySet(slots: 256)
    let threads = try (1...4).map { (mark: UInt64) in
      try WorkerThread(name: "putter \(mark)") {
        for step: UInt64 in 0..<4_000 {
          let own = mark * 8 + step % 8
          set.insert(number(own, own))
          let mixed = (8..<40).contains { $0 != own && set.contains(number(own, $0)) }
          if mixed { Issue.record("half of one number and half of another") }
        }
      }
    }
    for thread in threads { thread.join() }
    #expect((8..<40).contains { set.contains(number($0, $0)) })
  }
}
