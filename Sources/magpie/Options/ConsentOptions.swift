public import ArgumentParser
public import CrawlModel
import Crawling

/// Whether what a site asks of crawlers is obeyed; the same in every run of a folder.
struct ConsentOptions: ParsableArguments {
  @Flag(
    inversion: .prefixedNo, exclusivity: .chooseLast,
    help: "Obey the robots.txt of every host. (default: --robots)")
  var robots: Bool?

  @Option(
    help: """
      Opt-outs of image owners: archive records them with each image, ml also skips the images. \
      (default: archive)
      """)
  var optOuts: OptOutMode?

  /// Sets what is given, and leaves the rest as it is.
  func apply(to configuration: inout CrawlConfiguration) {
    if let robots { configuration.obeysRobots = robots }
    if let optOuts { configuration.optOuts = optOuts }
  }
}

extension OptOutMode: ExpressibleByArgument {}
