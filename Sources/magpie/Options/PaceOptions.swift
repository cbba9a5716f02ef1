import ArgumentParser
import Crawling

/// How fast the crawl runs, and how much it asks of a host.
struct PaceOptions: ParsableArguments {
  @Option(
    name: [.short, .long],
    help: ArgumentHelp("Worker threads. (default: the number of cores)", valueName: "N"))
  var threads: Int?

  @Option(
    help: ArgumentHelp(
      "Concurrent transfers of all threads. (default: \(CrawlConfiguration.standard.transfers))",
      valueName: "N"))
  var transfers: Int?

  @Option(
    help: ArgumentHelp(
      "Concurrent transfers per host. (default: \(CrawlConfiguration.standard.transfersPerHost))",
      valueName: "N"))
  var perHost: Int?

  @Option(
    help: ArgumentHelp(
      "Concurrent transfers per IP address, over all its hosts. (default: 2 x per-host)",
      valueName: "N"))
  var perAddress: Int?

  @Option(
    help: ArgumentHelp(
      "Memory for documents of all transfers; a document without room waits in a file. "
        + "(default: \(Size(CrawlConfiguration.standard.maximumMemory).defaultValueDescription))",
      valueName: "BYTES"))
  var maxMemory: Size?

  @Option(
    help: ArgumentHelp(
      "Minimum time between requests to a host; a longer crawl delay in robots.txt applies. "
        + "(default: 0)",
      valueName: "SECONDS"))
  var delay: Seconds?

  @Option(
    help: ArgumentHelp(
      "Time up to this, chosen at random, added to --delay for each request. (default: 0)",
      valueName: "SECONDS"))
  var randomDelay: Seconds?

  @Option(
    help: ArgumentHelp(
      "Maximum bytes per second of all transfers together, such as 500k.", valueName: "BYTES"))
  var maxRate: Size?

  /// Sets what is given, and leaves the rest as it is.
  func apply(to configuration: inout CrawlConfiguration) {
    if let threads { configuration.threads = threads }
    if let transfers { configuration.transfers = transfers }
    if let perHost { configuration.transfersPerHost = perHost }
    if let perAddress { configuration.transfersPerAddress = perAddress }
    if let maxMemory { configuration.maximumMemory = maxMemory.number }
    if let delay { configuration.delay = delay.duration }
    if let randomDelay { configuration.randomDelay = randomDelay.duration }
    if let maxRate { configuration.maximumRate = maxRate.number }
  }
}
