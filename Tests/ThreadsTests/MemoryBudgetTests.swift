import Testing

@testable import Threads

struct MemoryBudgetTests {
  @Test func `no more than the limit is claimed`() {
    let budget = MemoryBudget(100)
    #expect(budget.claim(60))
    #expect(!budget.claim(41))
    #expect(budget.claim(40))
    #expect(!budget.claim(1))
    budget.giveBack(40)
    #expect(budget.claim(40))
  }

  @Test func `a claim is returned when its owner is released`() {
    let budget = MemoryBudget(100)
    var claim: MemoryClaim? = MemoryClaim(of: budget)
    #expect(claim?.grow(by: 70) == true && claim?.grow(by: 31) == false)
    #expect(claim?.count == 70 && !budget.claim(31))
    claim = nil
    #expect(budget.claim(100))
    budget.giveBack(100)
    let other = MemoryClaim(of: budget)
    #expect(other.grow(by: 100))
    other.giveBack()
    #expect(other.count == 0 && budget.claim(100))
  }

  @Test func `claims of several threads never exceed the limit together`() throws {
    let budget = MemoryBudget(1_000)
    let most = Monitor((now: 0, most: 0))
    let threads = try (0..<4).map { number in
      try WorkerThread(name: "claim \(number)") {
        for round in 0..<5_000 {
          let count = 100 + (round * 7 + number) % 400
          guard budget.claim(count) else { continue }
          most.withLock {
            $0.now += count
            $0.most = max($0.most, $0.now)
          }
          most.withLock { $0.now -= count }
          budget.giveBack(count)
        }
      }
    }
    for thread in threads { thread.join() }
    #expect(most.withLock { $0.most } <= 1_000)
    #expect(budget.claim(1_000))
  }
}
