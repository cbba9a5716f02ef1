public import ArgumentParser
public import CrawlModel
import Crawling

/// Where the results are stored and how files are named.
struct OutputOptions: ParsableArguments {
  @Option(
    name: [.short, .customLong("output")],
    help: ArgumentHelp(
      "The output folder. (default: the first address's host name)", valueName: "DIR"))
  var output: String?

  @Option(help: "How stored files are named: site, hash or flat.")
  var layout: FileLayout = .site

  @Flag(help: "Do not give files the time that the server states in Last-Modified.")
  var noFileTimes = false

  /// Returns the output folder for a crawl from this seed.
  func folder(forSeed seed: String) throws -> String {
    if let output { return output }
    return try Crawl.folderName(forSeed: seed)
  }

  func apply(to configuration: inout CrawlConfiguration) throws {
    configuration.layout = layout
    configuration.setsFileTimes = !noFileTimes
  }
}

extension FileLayout: ExpressibleByArgument {}
