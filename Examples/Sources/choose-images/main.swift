// Stores only large photographs, and none that its owner does not want used for machine learning:
//   choose-images URL [FOLDER]
import CrawlModel
import Crawling

let arguments = CommandLine.arguments.dropFirst()
var configuration = CrawlConfiguration(
  seeds: Array(arguments.prefix(1)), output: arguments.dropFirst().first ?? "photos")
configuration.pageReach = .domain
configuration.formats = [.jpeg, .webp, .avif]
configuration.minimumWidth = 800
configuration.optOuts = .ml
configuration.accepts = { facts, link in
  guard let width = facts.width, let height = facts.height else { return false }
  // No banners, no animations, and nothing that is only an icon of the site.
  return width < 3 * height && !facts.isAnimated && link.via.role != .icon
}

let summary = try Crawl(configuration).run()
print("\(summary.images.taken) stored, \(summary.images.skipped[.notAccepted] ?? 0) not accepted")
