internal import Bytes

/// The chunks of PNG and WebP, and the fields of TIFF.
extension MetadataBlocks {
  private static let xmpKeyword = "XML:com.adobe.xmp\0"

  mutating func findInPNG(_ bytes: Span<UInt8>) throws(Stop) {
    var chunk = 8
    while true {
      let size = try bytes.four(chunk, .bigEndian)
      let (start, end) = (chunk + 8, chunk + 8 + size)
      switch try FourCC(in: bytes, at: chunk + 4) {
      case "IEND": return
      case "eXIf": add(.exif, from: start, to: end, of: bytes)
      case "caBX": add(.contentCredentials, from: start, to: end, of: bytes)
      case "iTXt" where bytes.matches(Self.xmpKeyword, at: start):
        findText(bytes, from: start + Self.xmpKeyword.utf8.count, to: end)
      default: break
      }
      chunk = end + 4
    }
  }

  /// The text of an `iTXt` chunk behind its keyword (PNG, third edition, 11.3.3.4).
  ///
  /// XMP is not compressed (ISO 16684-3).
  private mutating func findText(_ bytes: Span<UInt8>, from start: Int, to end: Int) {
    guard bytes.uint8(at: start) == 0,
      let language = bytes.firstOffset(of: 0, from: start + 2),
      let translated = bytes.firstOffset(of: 0, from: language + 1)
    else { return }
    add(.xmp, from: translated + 1, to: end, of: bytes)
  }

  mutating func findInWebP(_ bytes: Span<UInt8>) throws(Stop) {
    var chunk = 12
    while true {
      let size = try bytes.four(chunk + 4, .littleEndian)
      let (start, end) = (chunk + 8, chunk + 8 + size)
      switch try FourCC(in: bytes, at: chunk) {
      case "EXIF": add(.exif, from: start, to: end, of: bytes)
      case "XMP ": add(.xmp, from: start, to: end, of: bytes)
      case "C2PA": add(.contentCredentials, from: start, to: end, of: bytes)
      default: break
      }
      chunk = end + size & 1
    }
  }

  mutating func findInTIFF(_ bytes: Span<UInt8>) throws(Stop) {
    add(.exif, from: 0, to: bytes.count, of: bytes)
    var blocks = self
    _ = try TIFFDirectory.forEachField(in: bytes) { field throws(Stop) in
      guard let range = field.content(in: bytes) else { return }
      let (start, end) = (range.lowerBound, range.upperBound)
      switch field.tag {
      case 700: blocks.add(.xmp, from: start, to: end, of: bytes)
      case 33723: blocks.add(.iptc, from: start, to: end, of: bytes)
      case 0xCD41: blocks.add(.contentCredentials, from: start, to: end, of: bytes)
      default: break
      }
    }
    self = blocks
  }
}
