internal import Bytes
internal import CrawlModel

/// Reads the header of a Windows or OS/2 bitmap.
enum BMP {
  /// The size in bytes of the file header before the bitmap header.
  private static let fileHeaderSize = 14
  /// The number of bytes from which on a file is certainly a bitmap.
  static let certain = fileHeaderSize + 4

  static func facts(of bytes: Span<UInt8>) throws(Stop) -> ImageFacts {
    let (width, height) = try size(bytes, header: fileHeaderSize)
    return try .raster(.bmp, width, height)
  }

  /// Returns the size in the bitmap header at an offset.
  ///
  /// - Throws: `foreign` if it is not a bitmap header, since many texts begin with "BM".
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
      // A negative height means that the rows are stored top-down.
      return (width, abs(height))
    default: throw .foreign
    }
  }
}
