public import ArgumentParser
public import CrawlModel
import Crawling

/// How fast, and how gently.
struct PaceOptions: ParsableArguments {
  @Option(
    name: [.short, .long],
    help: ArgumentHelp("Worker threads. (default: the number of cores)", valueName: "N"))
  var threads: Int?

  @Option(help: ArgumentHelp("Transfers in flight, all threads together.", valueName: "N"))
  var transfers = 64

  @Option(help: ArgumentHelp("Transfers in flight at one host.", valueName: "N"))
  var perHost = 6

  @Option(
    help: ArgumentHelp(
      "Transfers in flight at one network address, all its hosts together. (default: 2 x per-host)",
      valueName: "N"))
  var perAddress: Int?

  @Option(
    help: ArgumentHelp(
      "Least time between two starts at one host; a larger crawl delay in robots.txt wins.",
      valueName: "SECONDS"))
  var delay: Seconds = Seconds(.zero)

  @Flag(inversion: .prefixedNo, help: "Obey the robots.txt of every host.")
  var robots = true

  @Option(
    help: """
      What owners say against the use of images: archive records it with each image, ml also \
      obeys it.
      """)
  var optOuts: OptOutMode = .archive

  func apply(to configuration: inout CrawlConfiguration) throws {
    if let threads { configuration.threads = threads }
    configuration.transfers = transfers
    configuration.transfersPerHost = perHost
    configuration.transfersPerAddress = perAddress
    configuration.delay = delay.duration
  }

  /// The part that must stay the same from run to run of a folder.
  func applyRules(to configuration: inout CrawlConfiguration) {
    configuration.obeysRobots = robots
    configuration.optOuts = optOuts
  }
}

extension OptOutMode: ExpressibleByArgument {}
