public import ArgumentParser
public import CrawlModel
import Crawling

/// How fast the crawl runs, and how polite it is.
struct PaceOptions: ParsableArguments {
  @Option(
    name: [.short, .long],
    help: ArgumentHelp("Worker threads. (default: the number of cores)", valueName: "N"))
  var threads: Int?

  @Option(help: ArgumentHelp("Concurrent transfers of all threads.", valueName: "N"))
  var transfers = 64

  @Option(help: ArgumentHelp("Concurrent transfers per host.", valueName: "N"))
  var perHost = 6

  @Option(
    help: ArgumentHelp(
      "Concurrent transfers per IP address, over all its hosts. (default: 2 x per-host)",
      valueName: "N"))
  var perAddress: Int?

  @Option(
    help: ArgumentHelp(
      "Memory for documents of all transfers; a document without room waits in a file.",
      valueName: "BYTES"))
  var maxMemory: Size = Size(512_000_000)

  @Option(
    help: ArgumentHelp(
      "Minimum time between requests to a host; a longer crawl delay in robots.txt applies.",
      valueName: "SECONDS"))
  var delay: Seconds = Seconds(.zero)

  @Option(
    help: ArgumentHelp(
      "Time up to this, chosen at random, added to --delay for each request.",
      valueName: "SECONDS"))
  var randomDelay: Seconds = Seconds(.zero)

  @Option(
    help: ArgumentHelp(
      "Maximum bytes per second of all transfers together, such as 500k.", valueName: "BYTES"))
  var maxRate: Size?

  @Flag(
    inversion: .prefixedNo, exclusivity: .chooseLast, help: "Obey the robots.txt of every host.")
  var robots = true

  @Option(
    help: """
      Opt-outs of image owners: archive records them with each image, ml also skips the images.
      """)
  var optOuts: OptOutMode = .archive

  func apply(to configuration: inout CrawlConfiguration) throws {
    if let threads { configuration.threads = threads }
    configuration.transfers = transfers
    configuration.transfersPerHost = perHost
    configuration.transfersPerAddress = perAddress
    configuration.maximumMemory = maxMemory.number
    configuration.delay = delay.duration
    configuration.randomDelay = randomDelay.duration
    configuration.maximumRate = maxRate?.number
  }

  /// Applies the settings that must be the same in every run of a folder.
  func applyRules(to configuration: inout CrawlConfiguration) {
    configuration.obeysRobots = robots
    configuration.optOuts = optOuts
  }
}

extension OptOutMode: ExpressibleByArgument {}
