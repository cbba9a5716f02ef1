import Testing
import Threads

/// `FirstInFirstOut`, the textbook's order.
struct FirstInFirstOutTests {
  private func next(_ order: inout FirstInFirstOut<Int>) -> Int? {
    if case .item(let item) = order.next(for: .anybody, at: .distantPast) { item } else { nil }
  }

  @Test func `what came first goes first and everything is wanted`() {
    var order = FirstInFirstOut<Int>()
    #expect(!order.hasNext)
    #expect(order.put(1) && order.put(2) && order.put(1))
    #expect(order.hasNext)
    #expect([next(&order), next(&order), next(&order), next(&order)] == [1, 2, 1, nil])
    #expect(!order.hasNext)
  }

  @Test func `what is put back goes to the end`() {
    var order = FirstInFirstOut<Int>()
    _ = order.put(1)
    _ = order.put(2)
    #expect(next(&order) == 1)
    order.putBack(1, as: 3, notBefore: .now + .seconds(1000))
    #expect([next(&order), next(&order), next(&order)] == [2, 3, nil])
  }

  /// Taken items are cut off in bulk: the cut must neither lose nor repeat one.
  @Test func `the order holds over many rounds of filling and draining`() {
    var order = FirstInFirstOut<Int>()
    var put = 0
    var taken = 0
    for round in 0..<200 {
      for _ in 0..<(round * 7 % 50) {
        _ = order.put(put)
        put += 1
      }
      for _ in 0..<(round * 11 % 50) {
        guard let item = next(&order) else { break }
        #expect(item == taken)
        taken += 1
      }
    }
    while let item = next(&order) {
      #expect(item == taken)
      taken += 1
    }
    #expect(taken == put)
    #expect(put > 4_000)
  }
}
