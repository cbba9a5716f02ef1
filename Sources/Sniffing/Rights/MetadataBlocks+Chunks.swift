internal import Bytes

/// The chunks of PNG and WebP, and the fields of TIFF.
extension MetadataBlocks {
  /// The maximum number of chunks read of a PNG, most of which are image data.
  private static let mostChunks = 1 << 16
  private static let xmpKeyword = "XML:com.adobe.xmp\0"

  mutating func findInPNG(_ bytes: Span<UInt8>) throws(Stop) {
    var chunk = 8
    for _ in 0..<Self.mostChunks {
      let size = try bytes.four(chunk, .bigEndian)
      let body = chunk + 8..<chunk + 8 + size
      switch try FourCC(in: bytes, at: chunk + 4) {
      case "IEND": return
      case "eXIf": add(.exif, body, of: bytes)
      case "caBX": add(.contentCredentials, body, of: bytes)
      case "iTXt" where bytes.matches(Self.xmpKeyword, at: body.lowerBound):
        findText(bytes, body.lowerBound + Self.xmpKeyword.utf8.count..<body.upperBound)
      default: break
      }
      chunk = body.upperBound + 4
    }
  }

  /// The text of an `iTXt` chunk behind its keyword (PNG, third edition, 11.3.3.4).
  ///
  /// XMP is not compressed (ISO 16684-3).
  private mutating func findText(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    guard bytes.uint8(at: range.lowerBound) == 0,
      let language = bytes.firstOffset(of: 0, from: range.lowerBound + 2),
      let translated = bytes.firstOffset(of: 0, from: language + 1),
      translated + 1 < range.upperBound
    else { return }
    add(.xmp, translated + 1..<range.upperBound, of: bytes)
  }

  mutating func findInWebP(_ bytes: Span<UInt8>) throws(Stop) {
    var chunk = 12
    for _ in 0..<WebP.mostChunks {
      let size = try bytes.four(chunk + 4, .littleEndian)
      let body = chunk + 8..<chunk + 8 + size
      switch try FourCC(in: bytes, at: chunk) {
      case "EXIF": add(.exif, body, of: bytes)
      case "XMP ": add(.xmp, body, of: bytes)
      case "C2PA": add(.contentCredentials, body, of: bytes)
      default: break
      }
      chunk = body.upperBound + size & 1
    }
  }

  mutating func findInTIFF(_ bytes: Span<UInt8>) throws(Stop) {
    add(.exif, 0..<bytes.count, of: bytes)
    var blocks = self
    _ = try TIFFDirectory.forEachField(in: bytes) { field throws(Stop) in
      guard let range = field.content(in: bytes) else { return }
      switch field.tag {
      case 700: blocks.add(.xmp, range, of: bytes)
      case 33723: blocks.add(.iptc, range, of: bytes)
      default: break
      }
    }
    self = blocks
  }
}
