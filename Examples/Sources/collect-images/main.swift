import CrawlModel
import Crawling

let seeds = Array(CommandLine.arguments.dropFirst())
var configuration = CrawlConfiguration(seeds: seeds, output: "birds")
configuration.maximumDepth = 2
configuration.formats = [.jpeg, .png]

do {
  let summary = try Crawl(configuration).run()
  print("\(summary.images.taken) images, \(summary.bytes) bytes, from \(summary.pages.taken) pages")
  for failure in summary.failures {
    print("\(failure.address): \(failure.reason.sentence)")
  }
} catch {
  // What was tried, what went wrong, and what to do about it.
  print(error.message)
}
