import Addressing
import CrawlModel
import TestSupport
import Testing

/// A seed that leads elsewhere and nowhere else.
struct SeedOutOfScopeTests {
  @Test
  func `a seed that redirects out of the scope was not reached, and the summary says where to`()
    throws
  {
    let result = try crawl(["/": .redirect(status: 301, to: "http://other.example/home")])
    #expect(!result.summary.reachedSeed)
    let failure = try #require(result.summary.seedFailures.first)
    #expect(failure.reason == .skipped(.scope))
    #expect(failure.address.text == "http://other.example/home" && failure.seed.path == "/")
  }

  @Test func `a redirect within the scope is reached`() throws {
    let result = try crawl(["/": .redirect(to: "/home"), "/home": .page()])
    #expect(result.summary.reachedSeed)
    #expect(result.summary.seedFailures.isEmpty)
  }
}
