internal import Bytes

/// The application segments of JPEG (ITU-T T.81, B.2.4.6).
extension MetadataBlocks {
  private static let xmpName = "http://ns.adobe.com/xap/1.0/\0"
  private static let photoshopName = "Photoshop 3.0\0"

  mutating func findInJPEG(_ bytes: Span<UInt8>) throws(Stop) {
    var position = 2
    while true {
      let marker = try JPEG.nextMarker(in: bytes, from: &position)
      switch marker {
      case 0x01, 0xD0...0xD8: continue
      case 0xD9, 0xDA: return
      default: break
      }
      let length = try bytes.two(position, .bigEndian)
      guard length >= 2 else { throw .damaged }
      let body = position + 2..<position + length
      position = body.upperBound
      switch marker {
      case 0xE1 where bytes.matches("Exif\0", at: body.lowerBound):
        add(.exif, from: body.lowerBound, to: body.upperBound, of: bytes)
      case 0xE1 where bytes.matches(Self.xmpName, at: body.lowerBound):
        let start = body.lowerBound + Self.xmpName.utf8.count
        add(.xmp, from: start, to: body.upperBound, of: bytes)
      case 0xED where bytes.matches(Self.photoshopName, at: body.lowerBound):
        let start = body.lowerBound + Self.photoshopName.utf8.count
        findInPhotoshop(bytes, from: start, to: body.upperBound)
      case 0xEB where bytes.matches("JP", at: body.lowerBound):
        try findContentCredentials(bytes, body)
      default: break
      }
    }
  }

  /// The image resources of Photoshop, of which 0x0404 is the IPTC record.
  private mutating func findInPhotoshop(_ bytes: Span<UInt8>, from start: Int, to limit: Int) {
    var position = start
    while bytes.matches("8BIM", at: position) {
      guard let name = bytes.uint16(at: position + 4, .bigEndian),
        let nameLength = bytes.uint8(at: position + 6)
      else { return }
      // The name with its length, and the content, are filled up to an even number of bytes.
      let sizePlace = position + 6 + (Int(nameLength) + 2) & ~1
      guard let size = bytes.uint32(at: sizePlace, .bigEndian) else { return }
      let start = sizePlace + 4
      if name == 0x0404 { add(.iptc, from: start, to: min(start + Int(size), limit), of: bytes) }
      position = start + (Int(size) + 1) & ~1
    }
  }

  /// A piece of a JUMBF box (ISO/IEC 19566-5, annex D).
  ///
  /// It has the letters JP, the number of the box, that of the piece, and the piece. Each begins with
  /// the header of the box, of which one is enough.
  private mutating func findContentCredentials(
    _ bytes: Span<UInt8>, _ body: Range<Int>
  ) throws(Stop) {
    let piece = try bytes.four(body.lowerBound + 4, .bigEndian)
    let start = body.lowerBound + 8
    if piece == 1 {
      guard ContentCredentials.begin(in: bytes, at: start) else { return }
      guard contentCredentials.isEmpty else { return }
      add(.contentCredentials, from: start, to: body.upperBound, of: bytes)
    } else if !contentCredentials.isEmpty {
      add(.contentCredentials, from: start + 8, to: body.upperBound, of: bytes)
    }
  }
}
