import Testing

@testable import Scheduling

/// Responses in the order in which their transfers started.
struct StartOrderTests {
  private func response(_ number: Int) -> StartOrder.Response {
    StartOrder.Response(latency: .seconds(number), isImage: false)
  }

  /// Ends transfers in an order; returns the numbers of the responses after each end.
  private func responses(
    _ order: inout StartOrder, ending ends: [Int], limit: Int = 4, silent: Set<Int> = []
  ) -> [[Int]] {
    ends.map { number in
      order.end(number, silent.contains(number) ? nil : response(number))
      var found: [Int] = []
      while let next = order.next(limit: limit) {
        found.append(Int(next.latency.components.seconds))
      }
      return found
    }
  }

  @Test func `the responses have the order of the starts`() {
    var order = StartOrder()
    let numbers = (0..<5).map { _ in order.start() }
    #expect(numbers == [0, 1, 2, 3, 4])
    let found = responses(&order, ending: [2, 0, 4, 1, 3])
    #expect(found == [[], [0], [], [1, 2], [3, 4]])
    let next = order.start()
    #expect(next == 5)
    let last = responses(&order, ending: [5])
    #expect(last == [[5]])
  }

  @Test func `a transfer that shows nothing is passed over`() {
    var order = StartOrder()
    for _ in 0..<4 { _ = order.start() }
    let found = responses(&order, ending: [1, 2, 0, 3], silent: [0, 2])
    #expect(found == [[], [], [1], [3]])
  }

  @Test func `a transfer that hangs holds the others for some rounds only`() {
    var order = StartOrder()
    let limit = 2
    let rounds = StartOrder.patience * limit
    for _ in 0..<rounds { _ = order.start() }
    let held = responses(&order, ending: Array(1..<rounds), limit: limit)
    #expect(held.count { !$0.isEmpty } == 0)
    _ = order.start()
    let released = responses(&order, ending: [rounds], limit: limit)
    #expect(released == [Array(1...rounds)])
    // Its response is still worth something.
    let late = responses(&order, ending: [0], limit: limit)
    #expect(late == [[0]])
  }
}
