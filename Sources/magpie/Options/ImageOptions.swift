import ArgumentParser
import CrawlModel
import Crawling

/// Which images are kept, decided on the first bytes; the transfer of any other image is cancelled.
struct ImageOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Formats to keep, by content: \(ImageFormat.allCases.map(\.rawValue).joined(separator: ",")). (default: all)",
      valueName: "LIST"))
  var formats: FormatList?

  @Option(help: ArgumentHelp("Minimum width in pixels.", valueName: "N"))
  var minWidth: Int?

  @Option(help: ArgumentHelp("Minimum height in pixels.", valueName: "N"))
  var minHeight: Int?

  @Option(help: ArgumentHelp("Maximum number of pixels (width times height).", valueName: "N"))
  var maxPixels: Size?

  @Option(help: ArgumentHelp("Minimum size, such as 500 or 2k.", valueName: "BYTES"))
  var minBytes: Size?

  @Option(help: ArgumentHelp("Maximum size.", valueName: "BYTES"))
  var maxBytes: Size = Size(50_000_000)

  func apply(to configuration: inout CrawlConfiguration) throws {
    if let formats { configuration.formats = formats.formats }
    configuration.minimumWidth = minWidth
    configuration.minimumHeight = minHeight
    configuration.maximumPixels = maxPixels?.number
    configuration.minimumBytes = minBytes?.number
    configuration.maximumBytes = maxBytes.number
  }
}

/// A list of image formats on the command line: `jpeg,png`.
struct FormatList: ExpressibleByArgument {
  let formats: Set<ImageFormat>

  init?(argument: String) {
    var formats: Set<ImageFormat> = []
    for word in argument.split(separator: ",") {
      let word = word.lowercased()
      let name = word == "jpg" ? "jpeg" : word == "tif" ? "tiff" : word
      guard let format = ImageFormat(rawValue: name) else { return nil }
      formats.insert(format)
    }
    guard !formats.isEmpty else { return nil }
    self.formats = formats
  }
}
