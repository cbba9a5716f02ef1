internal import Bytes
internal import CrawlModel

/// Reads the header of a JPEG file (ITU-T T.81, annex B).
enum JPEG {
  static func facts(of bytes: Span<UInt8>) throws(Stop) -> ImageFacts {
    var position = 2
    var orientation: Int?
    while true {
      let marker = try nextMarker(in: bytes, from: &position)
      switch marker {
      case 0x01, 0xD0...0xD8:
        continue  // These stand alone, without a length.
      case 0xD9, 0xDA:
        throw .damaged  // The end, or a scan, before any frame header.
      case 0xC0...0xC3, 0xC5...0xC7, 0xC9...0xCB, 0xCD...0xCF:
        return try .raster(
          .jpeg, bytes.two(position + 5, .bigEndian), bytes.two(position + 3, .bigEndian),
          orientation: orientation)
      default:
        let length = try bytes.two(position, .bigEndian)
        guard length >= 2 else { throw .damaged }
        let end = position + length
        guard end <= bytes.count else { throw .cutOff }
        if marker == 0xE1, orientation == nil, bytes.matches("Exif\0", at: position + 2) {
          orientation = EXIF.orientation(in: bytes, position + 2..<end)
        }
        position = end
      }
    }
  }

  /// Returns the code of the next marker and moves `position` after it.
  ///
  /// Anything that is not a marker is skipped, as libjpeg does: fill bytes, and garbage that some
  /// editors leave between segments.
  static func nextMarker(
    in bytes: Span<UInt8>, from position: inout Int
  ) throws(Stop) -> UInt8 {
    while true {
      guard let start = bytes.firstOffset(of: 0xFF, from: position) else { throw .cutOff }
      position = start + 1
      while position < bytes.count, bytes[position] == 0xFF { position += 1 }
      guard position < bytes.count else { throw .cutOff }
      let code = bytes[position]
      position += 1
      if code != 0 { return code }
    }
  }
}
