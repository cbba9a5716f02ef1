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

  @Test func `threads that put at once make no number up`() {
    let set = LossySet(slots: 256)
    let threads = (0..<4).map { thread in
      WorkerThread(name: "putter \(thread)") {
        var number = UInt64(thread) + 1
        for _ in 0..<20_000 {
          number = number &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
          set.insert(number | 1)
        }
      }
    }
    for thread in threads { thread.join() }
    #expect(!(1...1_000).contains { set.contains(UInt64($0) * 2) })
  }
}
