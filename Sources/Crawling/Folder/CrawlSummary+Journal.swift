import CrawlModel
import Scheduling

extension CrawlSummary {
  /// Makes the summary that the journal of a crawl has: its counts, its hosts and its failures.
  init(of journal: Journal, ending: Ending) throws(FrontierError) {
    let counts = try journal.counts
    let seeds = try journal.seedSurvey()
    let options = try journal.identity.sorted(by: <).flatMap { name, value in
      value.split(separator: "\n").map { Option(name, String($0)) }
    }
    self.init(
      ending: ending, images: counts.images, pages: counts.pages, bytes: counts.storedBytes,
      elapsed: .zero, hosts: try journal.hostStatistics, options: options, reachedSeed: true,
      failedSeeds: seeds.failed, unreadSeeds: seeds.unread, seedFailures: seeds.unreadSeeds,
      failureGroups: try journal.failureGroups())
    seedRedirects = seeds.redirects
    policies = try journal.policies()
  }
}
