import ArgumentParser
import CrawlModel
import Crawling

/// Which images are kept, exported or shown.
struct FilterOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Formats to keep, by content: \(ImageFormat.allCases.map(\.rawValue).joined(separator: ",")). (default: all)",
      valueName: "LIST"),
    transform: FormatList.init)
  var formats: FormatList?

  @Option(help: ArgumentHelp("Minimum width in pixels.", valueName: "N"))
  var minWidth: Int?

  @Option(help: ArgumentHelp("Minimum height in pixels.", valueName: "N"))
  var minHeight: Int?

  @Option(help: ArgumentHelp("Maximum number of pixels (width times height).", valueName: "N"))
  var maxPixels: Size?

  @Option(help: ArgumentHelp("Minimum size, such as 500 or 2k.", valueName: "BYTES"))
  var minBytes: Size?

  /// The filter without a maximum size, whose default depends on the command.
  var filter: ImageFilter {
    var filter = ImageFilter()
    filter.formats = formats?.formats
    filter.minimumWidth = minWidth
    filter.minimumHeight = minHeight
    filter.maximumPixels = maxPixels?.number
    filter.minimumBytes = minBytes?.number
    return filter
  }
}

/// Which images of a folder are exported or shown.
struct NarrowingOptions: ParsableArguments {
  @OptionGroup var filter: FilterOptions

  @Option(help: ArgumentHelp("Maximum size.", valueName: "BYTES"))
  var maxBytes: Size?

  @Flag(help: "Only images that a page describes: by alt, caption, title, link or heading.")
  var hasCaption = false

  @Option(
    help: ArgumentHelp(
      "Leave out (ml) images whose owners opted out of machine learning, or not (archive).",
      valueName: "MODE"))
  var optOuts = OptOutMode.archive

  /// The whole filter.
  var imageFilter: ImageFilter {
    var filter = filter.filter
    filter.maximumBytes = maxBytes?.number
    filter.needsCaption = hasCaption
    filter.optOuts = optOuts
    return filter
  }
}
