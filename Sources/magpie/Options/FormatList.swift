import ArgumentParser
import CrawlModel

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
