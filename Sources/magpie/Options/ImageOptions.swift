import ArgumentParser
import Crawling

/// Which images are kept, decided on the first bytes; the transfer of any other image is cancelled.
struct ImageOptions: ParsableArguments {
  @OptionGroup var filter: FilterOptions

  @Option(help: ArgumentHelp("Maximum size.", valueName: "BYTES"))
  var maxBytes: Size = Size(50_000_000)

  func apply(to configuration: inout CrawlConfiguration) throws {
    let filter = filter.filter
    if let formats = filter.formats { configuration.formats = formats }
    configuration.minimumWidth = filter.minimumWidth
    configuration.minimumHeight = filter.minimumHeight
    configuration.maximumPixels = filter.maximumPixels
    configuration.minimumBytes = filter.minimumBytes
    configuration.maximumBytes = maxBytes.number
  }
}
