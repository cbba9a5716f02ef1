import Bytes
import CrawlModel
import Files
import Sniffing

extension Inspection {
  /// Tells the format and size of an image file by its content, as one JSON line.
  public static func image(_ path: String) -> (json: [UInt8], isGood: Bool) {
    var json = JSONWriter()
    var isGood = false
    json.object { object in
      object.member("file", path)
      do throws(FileError) {
        let bytes = try WholeFile.read(path)
        switch ImageSniffer.examine(bytes.span, isComplete: true) {
        case .image(let facts):
          isGood = true
          object.member("format", facts.format.rawValue)
          object.member("width", facts.width)
          object.member("height", facts.height)
          object.member("bytes", bytes.count)
          if facts.isAnimated { object.member("animated", true) }
          object.member("orientation", facts.orientation)
        case .damaged(let format):
          object.member(
            "error", "The \(format.rawValue) image is damaged: its size cannot be told.")
        case .needsMore, .notAnImage:
          object.member("error", FailureReason.notAnImage.sentence)
        }
      } catch {
        object.member("error", error.description)
      }
    }
    json.endLine()
    return (json.bytes, isGood)
  }
}
