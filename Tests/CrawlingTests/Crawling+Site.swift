import CrawlModel
import Crawling
import Foundation
import TestSupport
import Testing

/// A configuration for a test: nothing waits long, and a second attempt follows at once.
func configuration(
  _ site: LoopbackSite, from seeds: [String] = ["/"], in folder: TemporaryFolder,
  _ adjust: (inout CrawlConfiguration) -> Void = { _ in }
) -> CrawlConfiguration {
  var configuration = CrawlConfiguration(
    seeds: seeds.map { $0.hasPrefix("/") ? site.url($0) : $0 }, output: folder.path + "/out")
  configuration.threads = 4
  configuration.retryPause = .milliseconds(1)
  configuration.timeout = .seconds(60)
  adjust(&configuration)
  return configuration
}

/// Crawls a test site from these paths into a folder, checks the books, and answers what is there.
func crawl(
  _ site: LoopbackSite, from seeds: [String] = ["/"], into folder: TemporaryFolder? = nil,
  observers: [any CrawlObserver] = [],
  _ adjust: (inout CrawlConfiguration) -> Void = { _ in }
) throws -> CrawlResult {
  let folder = try folder ?? TemporaryFolder()
  let summary = try Crawl(
    configuration(site, from: seeds, in: folder, adjust), observers: observers
  ).run()
  let result = try CrawlResult(summary, in: folder, origin: site.url(""))
  try result.checkCounts()
  return result
}

/// Serves these routes, crawls them from `/`, and answers what is there.
func crawl(
  _ routes: [String: Behaviour], observers: [any CrawlObserver] = [],
  _ adjust: (inout CrawlConfiguration) -> Void = { _ in }
) throws -> CrawlResult {
  try crawl(LoopbackSite(routes: routes), observers: observers, adjust)
}
