import CrawlModel
import Crawling
import TestSupport
import Testing

/// Crawls of large sites that must lose nothing.
struct HonestSiteTests {
  @Test(arguments: HonestSites.all, [1, 8])
  func `a large site loses nothing`(made: MadeSite, threads: Int) throws {
    let result = try crawl(try made.serve()) { $0.threads = threads }
    #expect(result.summary.ending == .complete)
    #expect(result.exit == 0)
    #expect(result.summary.pages.skipped == [:])
    let stored = result.images.filter { $0.status == "stored" }.map { result.short($0.url) }
    #expect(Set(stored) == made.images)
  }
}
