import ArgumentParser
import Crawling

/// The limits that stop the whole crawl, with exit code 3.
struct LimitOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Stop after this number of pages.", valueName: "N"))
  var maxPages: Int?

  @Option(help: ArgumentHelp("Stop after this number of images.", valueName: "N"))
  var maxImages: Int?

  @Option(help: ArgumentHelp("Stop after this size of all images, such as 2G.", valueName: "BYTES"))
  var maxTotal: Size?

  @Option(help: ArgumentHelp("Stop after this time.", valueName: "SECONDS"))
  var maxTime: Seconds?

  /// Replaces the limits that are given, and leaves the others as they are.
  func applyGiven(to configuration: inout CrawlConfiguration) {
    if let maxPages { configuration.maximumPages = maxPages }
    if let maxImages { configuration.maximumImages = maxImages }
    if let maxTotal { configuration.maximumTotal = maxTotal.number }
    if let maxTime { configuration.maximumTime = maxTime.duration }
  }

  func apply(to configuration: inout CrawlConfiguration) throws {
    configuration.maximumPages = maxPages
    configuration.maximumImages = maxImages
    configuration.maximumTotal = maxTotal?.number
    configuration.maximumTime = maxTime?.duration
  }
}
