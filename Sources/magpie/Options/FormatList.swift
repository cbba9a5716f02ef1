import ArgumentParser
import CrawlModel

/// A list of image formats on the command line: `jpeg,png`.
struct FormatList {
  let formats: Set<ImageFormat>

  /// Reads a list.
  ///
  /// - Throws: an error that names the word that is no format.
  init(_ argument: String) throws {
    var formats: Set<ImageFormat> = []
    for word in argument.split(separator: ",") {
      let word = word.drop { $0 == " " }.lowercased()
      let name = word == "jpg" ? "jpeg" : word == "tif" ? "tiff" : word
      guard let format = ImageFormat(rawValue: name) else {
        throw ValidationError("'\(word)' is not one of the formats; \(Self.advice)")
      }
      formats.insert(format)
    }
    guard !formats.isEmpty else { throw ValidationError("the list is empty; \(Self.advice)") }
    self.formats = formats
  }

  private static let advice =
    "they are \(ImageFormat.allCases.map(\.rawValue).joined(separator: ", "))."
}
