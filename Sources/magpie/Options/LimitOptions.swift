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

  /// Sets what is given, and leaves the rest as it is.
  func apply(to configuration: inout CrawlConfiguration) {
    if let maxPages { configuration.maximumPages = maxPages }
    if let maxImages { configuration.maximumImages = maxImages }
    if let maxTotal { configuration.maximumTotal = maxTotal.number }
    if let maxTime { configuration.maximumTime = maxTime.duration }
  }
}
