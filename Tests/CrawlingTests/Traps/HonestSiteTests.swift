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

  @Test(arguments: [1, 8])
  func `pages that answer late still lead on`(threads: Int) throws {
    // All other pages have been asked for when the first years answer, so that what they lead to
    // has long been given up.
    let late = 2_004..<2_009
    let others = (HonestSites.archives.images.count - late.count) * 12 * 28
    let asked = Drawn()
    let gate = Gate()
    let made = MadeSite("late archives", images: HonestSites.archives.images) { request in
      let date = request.path.numbers
      if date.count == 1, late.contains(date[0]), !request.path.hasPrefix("/post/") { gate.wait() }
      if date.count == 3, asked.count() == others { gate.open() }
      return HonestSites.archives.page(request)
    }
    let result = try crawl(try made.serve()) { $0.threads = threads }
    #expect(result.summary.ending == .complete)
    #expect(result.summary.pages.skipped == [:])
    let stored = result.images.filter { $0.status == "stored" }.map { result.short($0.url) }
    #expect(Set(stored) == made.images)
  }
}
