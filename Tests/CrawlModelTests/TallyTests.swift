import CrawlModel
import Testing

/// `Tally`: the books of a crawl.
struct TallyTests {
  private static let columns: [Tally.Column] =
    [.taken, .duplicate, .unchanged, .gone, .pending]
    + SkipReason.allCases.map { .skipped($0) } + FailureReason.allCases.map { .failed($0) }

  @Test func `empty counts balance`() {
    #expect(Tally().isBalanced)
    #expect(Tally().discovered == 0)
  }

  @Test func `a column more balances and a move changes no sum`() {
    var tally = Tally()
    for (count, column) in Self.columns.enumerated() {
      tally.discover(as: .pending)
      tally.move(from: .pending, to: column)
      #expect(tally.isBalanced)
      #expect(tally.discovered == count + 1)
    }
    #expect((tally.taken, tally.duplicate, tally.unchanged) == (1, 1, 1))
    #expect((tally.gone, tally.pending) == (1, 1))
    #expect(tally.skippedInAll == SkipReason.allCases.count)
    #expect(tally.failedInAll == FailureReason.allCases.count)
  }

  @Test func `a reason that nothing has any more is forgotten`() {
    var tally = Tally()
    tally.discover(as: .skipped(.scope))
    tally.move(from: .skipped(.scope), to: .failed(.dns))
    #expect(tally.skipped.isEmpty)
    #expect(tally.failed == [.dns: 1])
    tally.move(from: .failed(.dns), to: .taken)
    #expect(tally.failed.isEmpty)
    #expect(tally.isBalanced)
  }

  @Test func `counts that were changed do not balance`() {
    var tally = Tally()
    tally.discover(as: .taken)
    tally.taken += 1
    #expect(!tally.isBalanced)
  }
}
