public import CrawlModel
import Files
import Sniffing

extension Inspection {
  /// The maximum number of bytes that are read of a file: more than the largest image that a crawl
  /// stores if it has no other limit.
  private static let completeBytes = 64 << 20

  /// Reads the format and size of an image file from its content.
  ///
  /// A file that is no image is read no further than its beginning, and of a very large one only what
  /// the beginning says is told.
  ///
  /// - Parameter path: the file.
  /// - Returns: the facts, or why they could not be determined.
  public static func image(_ path: String) -> Image {
    do throws(FileError) {
      var file = try GrowingFile(path)
      try file.read(upTo: ImageSniffer.reach)
      var result = ImageSniffer.examine(file.bytes.span, isComplete: file.isWhole)
      while case .needsMore = result, file.bytes.count < completeBytes {
        try file.read(upTo: 2 * file.bytes.count)
        result = ImageSniffer.examine(file.bytes.span, isComplete: file.isWhole)
      }
      switch result {
      case .image(let facts):
        // Only the whole file tells whether it lacks its end, or has a second frame later on.
        try file.read(upTo: completeBytes)
        let whole = file.isWhole ? ImageSniffer.complete(facts, of: file.bytes.span) : facts
        return Image(file: path, facts: whole, bytes: file.size)
      case .damaged(let format):
        return Image(
          file: path, problem: "The \(format.rawValue) image is damaged: its size cannot be told.")
      case .needsMore, .notAnImage:
        return Image(file: path, problem: FailureReason.notAnImage.sentence)
      }
    } catch {
      return Image(file: path, problem: error.description)
    }
  }
}
