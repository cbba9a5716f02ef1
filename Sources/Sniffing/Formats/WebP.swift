internal import Bytes
internal import CrawlModel

/// Reads the header of a WebP file (RFC 9649).
enum WebP {
  static func facts(of bytes: Span<UInt8>) throws(Stop) -> ImageFacts {
    switch try FourCC(in: bytes, at: 12) {
    case "VP8 ":
      let (width, height) = try lossySize(bytes, at: 20)
      return try .raster(.webp, width, height)
    case "VP8L":
      let (width, height) = try losslessSize(bytes, at: 20)
      return try .raster(.webp, width, height)
    case "VP8X":
      let flags = try bytes.one(20)
      let width = try bytes.three(24, .littleEndian) + 1
      let height = try bytes.three(27, .littleEndian) + 1
      let hasMetadata = flags & 0x08 != 0
      return try .raster(
        .webp, width, height, isAnimated: flags & 0x02 != 0,
        orientation: hasMetadata ? orientation(bytes) : nil)
    default: throw .damaged
    }
  }

  /// Returns the size in the header of a VP8 key frame (RFC 6386, section 9.1).
  private static func lossySize(
    _ bytes: Span<UInt8>, at start: Int
  ) throws(Stop) -> (width: Int, height: Int) {
    let width = try bytes.two(start + 6, .littleEndian) & 0x3FFF
    let height = try bytes.two(start + 8, .littleEndian) & 0x3FFF
    let isKeyFrame = try bytes.one(start) & 1 == 0
    guard isKeyFrame, try bytes.three(start + 3, .bigEndian) == 0x9D012A else { throw .damaged }
    return (width, height)
  }

  /// Returns the size in the header of a lossless bitstream.
  private static func losslessSize(
    _ bytes: Span<UInt8>, at start: Int
  ) throws(Stop) -> (width: Int, height: Int) {
    guard try bytes.one(start) == 0x2F else { throw .damaged }
    let bits = try bytes.four(start + 1, .littleEndian)
    return ((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
  }

  /// Returns the orientation in the metadata, which follows the image data; `nil` if the bytes end
  /// before it.
  private static func orientation(_ bytes: Span<UInt8>) -> Int? {
    var chunk = 12
    while let size = bytes.uint32(at: chunk + 4, .littleEndian) {
      let end = chunk + 8 + Int(size)
      if bytes.matches("EXIF", at: chunk) {
        return EXIF.orientation(in: bytes, chunk + 8..<end)
      }
      chunk = end + Int(size & 1)
    }
    return nil
  }
}
