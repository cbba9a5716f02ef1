import CrawlModel
import Crawling
import Foundation

/// A crawl of a whole site, of which only the time counts.
struct WholeCrawl {
  let isJournaled: Bool
  let seed: String
  let folder: String

  /// Crawls, and prints the seconds; a crawl that did not come to its end ends the program.
  func run() throws {
    var configuration = CrawlConfiguration(seeds: [seed], output: folder)
    configuration.keepsJournal = isJournaled
    configuration.transfersPerHost = 64
    let crawl = try Crawl(configuration)
    let time = try seconds {
      let summary = try crawl.run()
      guard summary.ending == .complete, summary.images.taken > 0,
        summary.images.failedInAll + summary.pages.failedInAll == 0
      else { exit(1) }
    }
    print(String(format: "%.4f", time))
  }
}
