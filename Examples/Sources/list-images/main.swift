// Prints the address, the format and the size in pixels of every image of a site, and stores
// nothing: the frontier is in memory, and no output folder is made.
//   list-images URL
import CrawlModel
import Crawling
import Foundation

/// Prints a line for each image that a crawl would store.
struct ImageList: CrawlObserver {
  func crawl(did event: CrawlEvent) {
    guard case .wouldStore(let key, _, let facts, bytes: _) = event else { return }
    let size = facts.width.flatMap { width in facts.height.map { "\(width)x\($0)" } }
    print("\(key.text) \(facts.format.rawValue) \(size ?? "unknown size")")
  }
}

guard CommandLine.arguments.count == 2 else {
  print("usage: list-images URL")
  exit(64)
}
var configuration = CrawlConfiguration(seeds: [CommandLine.arguments[1]], output: "")
configuration.isDryRun = true
let summary = try Crawl(configuration, observers: [ImageList()]).run()
print("\(summary.pages.taken) pages read")
