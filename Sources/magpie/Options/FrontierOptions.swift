import ArgumentParser
import Crawling

/// Where the crawl is shared with other machines.
struct FrontierOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Share the crawl with other machines: redis://HOST:PORT/DB?name=CRAWL, or rediss:// for TLS.",
      valueName: "URL"))
  var frontier: String?

  /// Sets what is given, and leaves the rest as it is.
  func apply(to configuration: inout CrawlConfiguration) throws {
    if let frontier { configuration.frontier = try FrontierAddress(frontier) }
  }
}
