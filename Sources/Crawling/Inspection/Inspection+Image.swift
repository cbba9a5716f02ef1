public import CrawlModel
import Files
import Sniffing

extension Inspection {
  /// Reads the format and size of an image file from its content.
  ///
  /// - Parameter path: the file.
  /// - Returns: the facts, or why they could not be determined.
  public static func image(_ path: String) -> Image {
    do throws(FileError) {
      let bytes = try WholeFile.read(path)
      switch ImageSniffer.examine(bytes.span, isComplete: true) {
      case .image(let facts):
        return Image(
          file: path, facts: ImageSniffer.complete(facts, of: bytes.span), bytes: bytes.count)
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
