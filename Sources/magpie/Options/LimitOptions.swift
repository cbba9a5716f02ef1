import ArgumentParser
import Crawling

/// What stops the whole crawl, with exit code 3.
struct LimitOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Stop after so many pages.", valueName: "N"))
  var maxPages: Int?

  @Option(help: ArgumentHelp("Stop after so many images.", valueName: "N"))
  var maxImages: Int?

  @Option(help: ArgumentHelp("Stop after so many bytes of images, such as 2G.", valueName: "BYTES"))
  var maxTotal: Size?

  @Option(help: ArgumentHelp("Stop after so long.", valueName: "SECONDS"))
  var maxTime: Seconds?

  func apply(to configuration: inout CrawlConfiguration) throws {
    configuration.maximumPages = maxPages
    configuration.maximumImages = maxImages
    configuration.maximumTotal = maxTotal?.number
    configuration.maximumTime = maxTime?.duration
  }
}
