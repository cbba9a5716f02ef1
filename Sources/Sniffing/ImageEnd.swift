internal import Bytes
public import CrawlModel

/// The ends that image formats mark themselves.
extension ImageSniffer {
  /// Whether the bytes contain an image up to the end that its own format marks; more may follow.
  ///
  /// The time is linear in the number of bytes.
  ///
  /// - Parameters:
  ///   - bytes: the file as far as it was received.
  ///   - format: its format, as this sniffer recognised it.
  /// - Returns: `false` also for formats that mark no end.
  public static func isWhole(_ bytes: Span<UInt8>, _ format: ImageFormat) -> Bool {
    do throws(Stop) {
      switch format {
      case .jpeg: return try JPEG.hasEnd(bytes)
      case .png: return try PNG.hasEnd(bytes)
      case .gif: return try GIF.hasEnd(bytes)
      case .webp: return try bytes.four(4, .littleEndian) + 8 <= bytes.count
      case .bmp:
        let size = try bytes.four(2, .littleEndian)
        return size > 0 && size <= bytes.count
      case .svg: return SVG.hasEnd(bytes)
      case .avif, .heic, .jxl, .ico, .tiff: return false
      }
    } catch {
      return false
    }
  }
}

extension JPEG {
  /// Whether the end of the image has come; the one of a thumbnail inside a segment does not count.
  fileprivate static func hasEnd(_ bytes: Span<UInt8>) throws(Stop) -> Bool {
    var position = 2
    while true {
      switch try nextMarker(in: bytes, from: &position) {
      case 0xD9: return true
      case 0x01, 0xD0...0xD8: continue
      default:
        // Compressed data follows a scan header; the next marker in it is found byte by byte.
        let length = try bytes.two(position, .bigEndian)
        guard length >= 2 else { throw .damaged }
        position += length
      }
    }
  }
}

extension PNG {
  fileprivate static func hasEnd(_ bytes: Span<UInt8>) throws(Stop) -> Bool {
    var chunk = 8
    while true {
      let end = chunk + 12 + (try bytes.four(chunk, .bigEndian))
      if try FourCC(in: bytes, at: chunk + 4) == "IEND" { return end <= bytes.count }
      chunk = end
    }
  }
}

extension SVG {
  /// Whether as many SVG elements are closed as are opened, the last one by the last tag.
  fileprivate static func hasEnd(_ bytes: Span<UInt8>) -> Bool {
    var opened = 0
    var closed = 0
    var last = 0
    var position = 0
    while let start = bytes.firstOffset(of: UInt8(ascii: "<"), from: position) {
      if bytes.matches("<svg", at: start) { opened += 1 }
      if bytes.matches("</svg", at: start) { closed += 1 }
      last = start
      position = start + 1
    }
    guard opened > 0, opened == closed, bytes.matches("</svg", at: last) else { return false }
    return bytes.firstOffset(of: UInt8(ascii: ">"), from: last) != nil
  }
}
