import CrawlModel
import Testing

@testable import Fetching

struct RetryAfterTests {
  /// Sun, 06 Nov 1994 08:49:37 GMT.
  static let now = Timestamp(seconds: 784_111_777)

  @Test(arguments: [
    ("0", 0), ("1", 1), ("120", 120), ("0007", 7),
    ("99999999999", 366 * 86_400), ("99999999999999999999999", 366 * 86_400),
    ("Sun, 06 Nov 1994 08:49:37 GMT", 0), ("Sun, 06 Nov 1994 08:49:38 GMT", 1),
    ("Sun, 06 Nov 1994 09:49:37 GMT", 3600), ("Mon, 07 Nov 1994 08:49:37 GMT", 86_400),
    ("Thu, 01 Jan 1970 00:00:00 GMT", 0), ("Fri, 31 Dec 9999 23:59:59 GMT", 366 * 86_400),
    ("Sun,  06 Nov 1994  08:50:37 GMT", 60),
    ("Sunday, 06-Nov-94 08:49:57 GMT", 20), ("Sun Nov  6 08:49:47 1994", 10),
  ])
  func `seconds and dates are read`(text: String, seconds: Int) {
    #expect(RetryAfter.pause(text, now: Self.now) == .seconds(seconds))
  }

  @Test(arguments: [
    "", " ", "-1", "+1", "1.5", "1e3", "soon", "5 s", "0x10", "١٢", "Sun, 06 Nov 1994 08:49:37",
    "Sun, 06 Nov 1994 08:49:37 CET", "Sun, 32 Nov 1994 08:49:37 GMT",
    "Sun, 06 Foo 1994 08:49:37 GMT", "Sun, 06 Nov 1994 24:00:00 GMT",
    "Sun, 06 Nov 1994 08:60:00 GMT", "Sun, 06 Nov 94 08:49:37 GMT", "Sun 06 Nov 1994 08:49:37 GMT",
    "06 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49 GMT", "Sun, 06 Nov 1994 :: GMT",
    "Sun, -6 Nov 1994 08:49:37 GMT",
  ])
  func `what is neither is no pause at all`(text: String) {
    #expect(RetryAfter.pause(text, now: Self.now) == nil)
  }
}

struct RetryRuleTests {
  private func fault(passing: Bool = true, after: Duration? = nil) -> Fetched.Fault {
    Fetched.Fault(reason: .httpError, isPassing: passing, retryAfter: after)
  }

  @Test func `each pause is twice the one before, up to the longest`() {
    let rule = RetryRule(retries: 6, firstPause: .seconds(1), longestPause: .seconds(10))
    let pauses = (0..<8).map { rule.pause(after: fault(), attempts: $0) }
    #expect(
      pauses == [1, 2, 4, 8, 10, 10].map { Duration.seconds($0) } + [nil, nil])
  }

  @Test func `what does not pass is not tried again`() {
    #expect(RetryRule().pause(after: fault(passing: false), attempts: 0) == nil)
    #expect(RetryRule(retries: 0).pause(after: fault(), attempts: 0) == nil)
    #expect(RetryRule(retries: -1).pause(after: fault(), attempts: 0) == nil)
  }

  @Test func `a server's wish is the first pause`() {
    let rule = RetryRule(retries: 3, firstPause: .seconds(1), longestPause: .seconds(60))
    #expect(rule.pause(after: fault(after: .seconds(7)), attempts: 0) == .seconds(7))
    #expect(rule.pause(after: fault(after: .seconds(7)), attempts: 1) == .seconds(14))
    #expect(rule.pause(after: fault(after: .zero), attempts: 0) == .seconds(1))
    #expect(rule.pause(after: fault(after: .seconds(60)), attempts: 0) == .seconds(60))
    #expect(rule.pause(after: fault(after: .seconds(61)), attempts: 0) == nil)
  }

  @Test func `no number of attempts is too large to count`() {
    let rule = RetryRule(retries: .max, firstPause: .seconds(1), longestPause: .seconds(60))
    #expect(rule.pause(after: fault(), attempts: .max - 1) == .seconds(60))
  }
}
