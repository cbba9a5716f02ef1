import Addressing
import CrawlModel
import Scheduling
import Testing
import Threads

/// Redirects between pages in the records of every frontier.
struct FrontierRedirectTests {
  /// Makes each of the given pages redirect to another, in the given order.
  private func redirect(
    _ clerk: Clerk, _ moves: [(from: String, to: String)]
  ) throws {
    for move in moves {
      let job = try clerk.take("http://a.test/" + move.from)
      let target = "http://a.test/" + move.to
      try clerk.finish(
        job, .redirected(to: try WebAddress(target)), Clerk.follow(.page, target, from: job))
    }
  }

  private func entry(_ clerk: Clerk, _ name: String) throws -> PageEntry {
    try #require(try clerk.pages.first { $0.address.text == "http://a.test/" + name })
  }

  @Test(arguments: FrontierMaker.all)
  func `every page of a chain knows where the chain ends`(make: FrontierMaker) throws {
    let clerk = Clerk(try make())
    try clerk.seed("http://a.test/1")
    try redirect(clerk, [("1", "2"), ("2", "3"), ("3", "4")])
    try clerk.finish(clerk.take("http://a.test/4"))
    for name in ["1", "2", "3"] {
      #expect(try entry(clerk, name).finalAddress?.text == "http://a.test/4")
      #expect(try entry(clerk, name).status == .fetched)
    }
    #expect(try entry(clerk, "4").finalAddress == nil)
  }

  @Test(arguments: FrontierMaker.all)
  func `a circle fails all its members whatever the order`(make: FrontierMaker) throws {
    let moves = [("1", "2"), ("2", "3"), ("3", "1")]
    for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
      let clerk = Clerk(try make())
      try clerk.seed("http://a.test/1", "http://a.test/2", "http://a.test/3")
      try redirect(clerk, order.map { moves[$0] })
      #expect(try clerk.pages.map(\.status) == [.failed, .failed, .failed])
      #expect(
        try clerk.pages.map(\.reason)
          == Array(repeating: .failed(.redirectLoop), count: 3))
      #expect(clerk.frontier.counts.pages.failed == [.redirectLoop: 3])
      #expect(clerk.frontier.counts.pages.taken == 0)
      #expect(clerk.frontier.counts.pages.pending == 0)
    }
  }

  @Test(arguments: FrontierMaker.all)
  func `a way into a circle is no part of it and its record ends somewhere`(
    make: FrontierMaker
  ) throws {
    let clerk = Clerk(try make())
    try clerk.seed("http://a.test/in")
    try redirect(clerk, [("in", "1"), ("1", "2"), ("2", "1")])
    #expect(try entry(clerk, "1").status == .failed)
    #expect(try entry(clerk, "2").status == .failed)
    #expect(try entry(clerk, "in").finalAddress != nil)
  }

  @Test(arguments: FrontierMaker.all)
  func `two pages that redirect to one are no circle`(make: FrontierMaker) throws {
    let clerk = Clerk(try make())
    try clerk.seed("http://a.test/1", "http://a.test/2")
    try redirect(clerk, [("1", "3"), ("2", "3")])
    try clerk.finish(clerk.take("http://a.test/3"))
    #expect(try clerk.pages.map(\.status) == [.fetched, .fetched, .fetched])
  }
}
