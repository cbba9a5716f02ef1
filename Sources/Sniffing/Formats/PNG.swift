internal import Bytes
internal import CrawlModel

/// Reads the header of a PNG or APNG file (PNG, third edition, section 5), and of Apple's CgBI.
enum PNG {
  /// The maximum side that the format allows.
  static let largestSide = Int(Int32.max)

  static func facts(of bytes: Span<UInt8>) throws(Stop) -> ImageFacts {
    var chunk = 8
    if try type(of: bytes, at: chunk) == "CgBI" {
      chunk += try 12 + bytes.four(chunk, .bigEndian)
    }
    let (width, height) = try size(bytes, header: chunk)
    chunk += 25
    var isAnimated = false
    var orientation: Int?
    do throws(Stop) {
      walk: while true {
        let end = chunk + 12 + (try bytes.four(chunk, .bigEndian))
        switch try type(of: bytes, at: chunk) {
        case "acTL": isAnimated = try bytes.four(chunk + 8, .bigEndian) > 1
        case "eXIf" where orientation == nil:
          orientation = EXIF.orientation(in: bytes, chunk + 8..<end - 4)
        case "IDAT", "IEND": break walk
        default: break
        }
        chunk = end
      }
    } catch {
      // The size is known; other chunks before the image data are used as far as they are
      // available.
    }
    return try .raster(.png, width, height, isAnimated: isAnimated, orientation: orientation)
  }

  /// Returns the size in the header chunk at an offset.
  static func size(
    _ bytes: Span<UInt8>, header chunk: Int
  ) throws(Stop) -> (width: Int, height: Int) {
    guard try type(of: bytes, at: chunk) == "IHDR", try bytes.four(chunk, .bigEndian) == 13 else {
      throw .damaged
    }
    let width = try bytes.four(chunk + 8, .bigEndian)
    let height = try bytes.four(chunk + 12, .bigEndian)
    guard (1...largestSide).contains(width), (1...largestSide).contains(height) else {
      throw .damaged
    }
    return (width, height)
  }

  private static func type(of bytes: Span<UInt8>, at chunk: Int) throws(Stop) -> FourCC {
    try FourCC(in: bytes, at: chunk + 4)
  }
}
