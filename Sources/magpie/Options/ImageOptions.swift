import ArgumentParser
import Crawling

/// Which images are kept, decided on the first bytes; the transfer of any other image is cancelled.
struct ImageOptions: ParsableArguments {
  @OptionGroup var filter: FilterOptions

  @Option(
    help: ArgumentHelp(
      "Maximum size. "
        + "(default: \(Size(CrawlConfiguration.standard.maximumBytes).defaultValueDescription))",
      valueName: "BYTES"))
  var maxBytes: Size?

  /// Sets what is given, and leaves the rest as it is.
  func apply(to configuration: inout CrawlConfiguration) {
    let filter = filter.filter
    if let formats = filter.formats { configuration.formats = formats }
    if let width = filter.minimumWidth { configuration.minimumWidth = width }
    if let height = filter.minimumHeight { configuration.minimumHeight = height }
    if let pixels = filter.maximumPixels { configuration.maximumPixels = pixels }
    if let bytes = filter.minimumBytes { configuration.minimumBytes = bytes }
    if let maxBytes { configuration.maximumBytes = maxBytes.number }
  }
}
