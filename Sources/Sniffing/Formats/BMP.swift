internal import Bytes
internal import CrawlModel

/// Reads the header of a Windows or OS/2 bitmap.
enum BMP {
  /// The size of the file header that stands before the bitmap header.
  private static let fileHeaderSize = 14
  /// From how many bytes on it is certain that a file is a bitmap.
  static let certain = fileHeaderSize + 4

  static func facts(of bytes: Span<UInt8>) throws(Stop) -> ImageFacts {
    let (width, height) = try size(bytes, header: fileHeaderSize)
    return try .raster(.bmp, width, height)
  }

  /// The size that the bitmap header at an offset gives.
  ///
  /// - Throws: `foreign` where that is no bitmap header: "BM" begins many a text.
  static func size(
    _ bytes: Span<UInt8>, header: Int
  ) throws(Stop) -> (width: Int, height: Int) {
    let headerSize = try bytes.four(header, .littleEndian)
    switch headerSize {
    case 12:  // OS/2 1.x
      return (try bytes.two(header + 4, .littleEndian), try bytes.two(header + 6, .littleEndian))
    case 16...64, 108, 124:  // OS/2 2.x, and Windows from 3.0 to version 5
      let width = Int(Int32(truncatingIfNeeded: try bytes.four(header + 4, .littleEndian)))
      let height = Int(Int32(truncatingIfNeeded: try bytes.four(header + 8, .littleEndian)))
      // A negative height says that the rows stand top down.
      return (width, abs(height))
    default: throw .foreign
    }
  }
}
